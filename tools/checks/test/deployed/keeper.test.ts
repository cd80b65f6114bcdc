import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as instances from '@ecs-groundwork/instances';
import * as network from '@ecs-groundwork/network';
import * as systemContainers from '@ecs-groundwork/system-containers';
import type { ContainerInstance, Task } from '@aws-sdk/client-ecs';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';
import { startLocalAws, type LocalAws } from 'local-aws/lib/local-aws';
import { inParts } from '../../src/aws';
import { CdkCli } from '../../src/scenario/cdk';
import { eventually } from './eventually';
import { steps } from './steps';

/** A quarter of the usual: functions run in real time, and CloudFormation gives one a quarter of an hour of AWS's. */
const PACE = 15;
const BURST = 200;

/** A cluster whose instances each run two kept containers and a daemon. */
function synthesise(outdir: string, version: string): string {
  const app = new App({ outdir });
  const stack = new Stack(app, 'kept');
  const { vpc } = new network.Network(stack, 'Network');
  const cluster = new instances.Cluster(stack, 'Cluster', { vpc, clusterName: 'kept' });
  const group = cluster.addInstanceGroup('default', { managedScaling: false, minCapacity: 2, maxCapacity: 2 });
  const container = (containerName: string, carrier: systemContainers.Carrier) =>
    new systemContainers.SystemContainer({
      containerName,
      image: systemContainers.SystemContainerImage.fromRegistry('public.ecr.aws/example/agent:1'),
      memoryLimitMiB: 16,
      environment: { VERSION: version },
      carrier,
    });
  group.contribute(container('agent', systemContainers.Carrier.ecsTask()));
  group.contribute(container('scanner', systemContainers.Carrier.ecsTask()));
  group.contribute(container('daemon', systemContainers.Carrier.daemonService()));
  const work = new ecs.Ec2TaskDefinition(stack, 'Work', { family: 'work' });
  work.addContainer('work', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/work:1'),
    memoryLimitMiB: 16,
  });
  return app.synth().directory;
}

/** Steps that build on each other: what one leaves, the next begins with. */
describe('containers kept on every instance, deployed', () => {
  const { step } = steps();
  const folder = mkdtempSync(join(tmpdir(), 'ecs-groundwork-keeper-'));
  let aws: LocalAws;
  let cdk: CdkCli;
  let assembly: string;

  beforeAll(async () => {
    aws = await startLocalAws({ pace: PACE });
    cdk = new CdkCli(aws.environmentFrom(process.env));
    assembly = synthesise(join(folder, 'one'), '1');
    await cdk.deploy(assembly);
  });
  afterAll(async () => {
    await aws?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function members(): Promise<ContainerInstance[]> {
    const { containerInstanceArns = [] } = await aws.clients.ecs.listContainerInstances({ cluster: 'kept' });
    const { containerInstances = [] } = await aws.clients.ecs.describeContainerInstances({
      cluster: 'kept',
      containerInstances: containerInstanceArns,
    });
    return containerInstances;
  }

  /** Tasks that have not stopped, of a container, on an instance or on all. */
  async function tasks(container?: string, containerInstance?: string): Promise<Task[]> {
    const arns: string[] = [];
    for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
      let nextToken: string | undefined;
      do {
        const page = await aws.clients.ecs.listTasks({ cluster: 'kept', containerInstance, desiredStatus, nextToken });
        arns.push(...(page.taskArns ?? []));
        ({ nextToken } = page);
      } while (nextToken);
    }
    const described = await Promise.all(
      inParts(arns, 100).map((some) => aws.clients.ecs.describeTasks({ cluster: 'kept', tasks: some })),
    );
    return described
      .flatMap((page) => page.tasks ?? [])
      .filter(({ lastStatus }) => lastStatus !== 'STOPPED')
      .filter(({ containers }) => !container || containers?.some(({ name }) => name === container));
  }

  /** What runs on an instance, by name. */
  const on = async (arn?: string) =>
    (await tasks(undefined, arn)).flatMap(({ containers = [] }) => containers.map(({ name }) => name)).sort();

  /** The schedules have no timetable here: this lets each act. */
  async function sweep(): Promise<void> {
    const { Rules = [] } = await aws.clients.events.listRules({});
    for (const { Name, ScheduleExpression } of Rules) {
      if (Name && ScheduleExpression) {
        await aws.fireSchedule(Name);
      }
    }
  }

  const ALL = ['agent', 'daemon', 'scanner'];

  step('run once on each, beside the daemon', async () => {
    await eventually(async () => {
      const found = await Promise.all((await members()).map(({ containerInstanceArn }) => on(containerInstanceArn)));
      expect(found).toEqual([ALL, ALL]);
    }, sweep);
  });

  step('come back on the same instance when they end', async () => {
    const [before] = await tasks('agent');
    aws.control.exitTask(before?.taskArn ?? '');
    await eventually(async () => {
      const [after, ...more] = await tasks('agent', before?.containerInstanceArn);
      expect(after?.lastStatus).toBe('RUNNING');
      expect(after?.taskArn).not.toBe(before?.taskArn);
      expect(more).toEqual([]);
    });
  });

  step('are replaced on one instance of two when their definition changes, until it has proved itself', async () => {
    const before = (await tasks('agent')).map(({ taskDefinitionArn }) => taskDefinitionArn);
    assembly = synthesise(join(folder, 'two'), '2');
    await cdk.deploy(assembly);
    const outdated = async () =>
      (await tasks('agent')).filter(({ taskDefinitionArn }) => before.includes(taskDefinitionArn));
    await eventually(async () => {
      expect(await outdated()).toHaveLength(1);
      expect((await tasks('agent')).map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'RUNNING']);
    }, sweep);
    await sweep();
    expect(await outdated()).toHaveLength(1);
  });

  step('leave a draining instance after its work, and before its daemon', async () => {
    const [{ containerInstanceArn = '' } = {}] = await members();
    const { ecs: api } = aws.clients;
    const work = await api.startTask({
      cluster: 'kept',
      taskDefinition: 'work',
      containerInstances: [containerInstanceArn],
    });
    await eventually(async () => expect(await on(containerInstanceArn)).toEqual([...ALL, 'work']));
    await api.updateContainerInstancesState({
      cluster: 'kept',
      containerInstances: [containerInstanceArn],
      status: 'DRAINING',
    });
    await sweep();
    expect(await on(containerInstanceArn)).toEqual(expect.arrayContaining(['agent', 'scanner', 'work']));
    await api.stopTask({ cluster: 'kept', task: work.tasks?.[0]?.taskArn });
    await eventually(async () => {
      const left = await on(containerInstanceArn);
      expect(left.filter((name) => name !== 'daemon')).toEqual([]);
    }, sweep);
    await sweep();
    expect((await on(containerInstanceArn)).filter((name) => name !== 'daemon')).toEqual([]);
    await api.updateContainerInstancesState({
      cluster: 'kept',
      containerInstances: [containerInstanceArn],
      status: 'ACTIVE',
    });
    await eventually(async () => expect(await on(containerInstanceArn)).toEqual(ALL), sweep);
  });

  step(`run on each of ${BURST} instances that register at once`, async () => {
    const began = Date.now();
    const [sibling] = await members();
    const theirs = (sibling?.attributes ?? []).filter(({ name }) => /^ecs-groundwork|logging-driver/.test(name ?? ''));
    const burst = await aws.control.registerMachineless({
      cluster: 'kept',
      count: BURST,
      attributes: Object.fromEntries(theirs.map(({ name = '', value = '' }) => [name, value])),
    });
    await eventually(async () => {
      const hosts = (await tasks('agent')).map(({ containerInstanceArn }) => containerInstanceArn ?? '');
      const once = burst.filter((arn) => hosts.filter((host) => host === arn).length === 1);
      expect([once.length, hosts.length]).toEqual([BURST, BURST + 2]);
    });
    process.stdout.write(`keeper: ${BURST} registrations served in ${(Date.now() - began) / 1000} s\n`);
    const { ecs: api } = aws.clients;
    await Promise.all(
      burst.map((containerInstance) =>
        api.deregisterContainerInstance({ cluster: 'kept', containerInstance, force: true }),
      ),
    );
  });

  step('are stopped when they are no longer wanted, and so do not hold up the deletion', async () => {
    const { code, output } = await cdk.tryDestroy(assembly);
    // the words of the program, where it fails
    expect(code === 0 ? [] : output.split('\n').slice(-20)).toEqual([]);
    const { clusters = [] } = await aws.clients.ecs.describeClusters({ clusters: ['kept'] });
    expect(clusters.filter(({ status }) => status === 'ACTIVE')).toEqual([]);
  });
});
