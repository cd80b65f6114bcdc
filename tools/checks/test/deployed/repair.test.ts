import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as instances from '@ecs-groundwork/instances';
import * as network from '@ecs-groundwork/network';
import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { ContainerInstance } from '@aws-sdk/client-ecs';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { startLocalAws, type LocalAws } from 'local-aws/lib/local-aws';
import { inParts } from '../../src/aws';
import { CdkCli } from '../../src/scenario/cdk';
import { eventually } from './eventually';
import { steps } from './steps';

const MINUTE = 60_000;
const CLUSTER = 'repaired';

jest.setTimeout(600_000);

interface Version {
  /** How many instances there are. */
  readonly size: number;
  /** Differs in the launch template. */
  readonly version: string;
}

function synthesise(outdir: string, { size, version }: Version): string {
  const app = new App({ outdir });
  const stack = new Stack(app, CLUSTER);
  const { vpc } = new network.Network(stack, 'Network');
  const cluster = new instances.Cluster(stack, 'Cluster', { vpc, clusterName: CLUSTER });
  cluster.addInstanceGroup('default', {
    managedScaling: false,
    minCapacity: size,
    maxCapacity: size,
    bootTimeout: Duration.minutes(5),
    bootStepsBefore: [instances.BootStep.text('version', 'true', { environment: { VERSION: version } })],
  });
  return app.synth().directory;
}

/** Steps that build on each other: what one leaves, the next begins with. */
describe('a group that looks after its instances, deployed', () => {
  const { step } = steps();
  const folder = mkdtempSync(join(tmpdir(), 'ecs-groundwork-repair-'));
  let aws: LocalAws;
  let cdk: CdkCli;
  let assembly: string;

  beforeAll(async () => {
    aws = await startLocalAws();
    cdk = new CdkCli(aws.environmentFrom(process.env));
    await deploy({ size: 3, version: '1' });
  });
  afterAll(async () => {
    await aws?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function deploy(version: Version): Promise<void> {
    assembly = synthesise(join(folder, `${version.version}-${version.size}`), version);
    await cdk.deploy(assembly);
  }

  async function group(): Promise<AutoScalingGroup> {
    const { AutoScalingGroups: [found] = [] } = await aws.clients.autoScaling.describeAutoScalingGroups({});
    return found ?? {};
  }

  async function hosts(): Promise<ContainerInstance[]> {
    const { containerInstanceArns = [] } = await aws.clients.ecs.listContainerInstances({ cluster: CLUSTER });
    const described = await Promise.all(
      inParts(containerInstanceArns, 100).map((some) =>
        aws.clients.ecs.describeContainerInstances({ cluster: CLUSTER, containerInstances: some }),
      ),
    );
    return described.flatMap(({ containerInstances = [] }) => containerInstances);
  }

  const host = async (id: string) => (await hosts()).find(({ ec2InstanceId }) => ec2InstanceId === id);
  const status = async (id: string) => (await host(id))?.status;
  const attribute = async (id: string, name: string) =>
    (await host(id))?.attributes?.find((one) => one.name === `ecs-groundwork.${name}`)?.value;
  const draining = async () => (await hosts()).filter((one) => one.status === 'DRAINING');

  /** As the host does: with the credentials of its role, in the session that EC2 names after it. */
  async function report(id: string, state: 'not-ready' | 'ready', from = id): Promise<void> {
    const { sqs } = await aws.clientsOf(from);
    const { QueueUrls = [] } = await sqs.listQueues({
      QueueNamePrefix: `${CLUSTER}-ClusterInstanceGroupsdefaultHealthReports`,
    });
    const QueueUrl = QueueUrls.find((url) => !url.includes('DeadLetters'));
    const since = new Date().toISOString();
    const MessageBody = JSON.stringify({
      version: 1,
      state,
      unit: 'system-container-router.service',
      since,
      instance: id,
    });
    await sqs.sendMessage({ QueueUrl, MessageBody });
  }

  /** What is remembered of a host is written as if it had been longer ago: schedules have no timetable here. */
  async function passMinutes(id: string, minutes: number): Promise<void> {
    const value = await attribute(id, 'repair');
    const [what] = (value ?? '').split('@');
    await aws.clients.ecs.putAttributes({
      cluster: CLUSTER,
      attributes: [
        {
          name: 'ecs-groundwork.repair',
          value: `${what}@${new Date(Date.now() - minutes * MINUTE).toISOString()}`,
          targetType: 'container-instance',
          targetId: (await host(id))?.containerInstanceArn,
        },
      ],
    });
  }

  async function sweep(): Promise<void> {
    const { Rules = [] } = await aws.clients.events.listRules({});
    for (const { Name, ScheduleExpression } of Rules) {
      if (Name && ScheduleExpression) {
        await aws.fireSchedule(Name);
      }
    }
  }

  const withSweeps = (claim: () => Promise<void>) => eventually(claim, sweep);

  /** What the function last said of a metric, and under which dimensions. */
  async function metric(name: string): Promise<Record<string, unknown> | undefined> {
    const { logs } = aws.clients;
    const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: `${CLUSTER}-` });
    const mine = logGroups.find(({ logGroupName }) => logGroupName?.includes('RepairFunctionLogs'));
    const { events = [] } = await logs.filterLogEvents({ logGroupName: mine?.logGroupName });
    const lines = events
      .filter(({ message }) => message?.includes(`"${name}"`) && message.includes('_aws'))
      .sort((one, other) => (one.timestamp ?? 0) - (other.timestamp ?? 0))
      .map(({ message = '' }) => JSON.parse(message.slice(message.indexOf('{"_aws"'))) as Record<string, unknown>);
    return lines.at(-1);
  }

  const settled = (size: number) =>
    withSweeps(async () => {
      const { Instances = [] } = await group();
      expect(Instances.map(({ LifecycleState }) => LifecycleState)).toEqual(Array(size).fill('InService'));
      expect((await hosts()).map((one) => [one.status, one.agentConnected])).toEqual(
        Array(size).fill(['ACTIVE', true]),
      );
    });

  /** Instances of the group, in an order that stays. */
  const ids = async () => ((await group()).Instances ?? []).map(({ InstanceId = '' }) => InstanceId).sort();

  step('drains an instance that is not ready, and only one at a time', async () => {
    await settled(3);
    const [first = '', second = ''] = await ids();
    await report(first, 'not-ready');
    await withSweeps(async () => expect(await status(first)).toBe('DRAINING'));
    await report(second, 'not-ready');
    await withSweeps(async () => expect(await metric('HeldBack')).toMatchObject({ HeldBack: 1 }));
    expect((await draining()).map(({ ec2InstanceId }) => ec2InstanceId)).toEqual([first]);
  });

  step('believes a report about who sent it, and not what it says', async () => {
    const [first = '', , third = ''] = await ids();
    await report(third, 'ready', first); // of the first, whatever it claims to be
    await withSweeps(async () => expect(await status(first)).toBe('ACTIVE'));
    expect(await attribute(third, 'report')).toBeUndefined();
    // and the next one has its turn
    await withSweeps(async () => expect((await draining()).map(({ ec2InstanceId }) => ec2InstanceId)).toHaveLength(1));
  });

  step('lets an instance that recovered work again, and leaves the one alone that a person drained', async () => {
    const [first = '', second = ''] = await ids();
    const containerInstances = [(await host(first))?.containerInstanceArn ?? ''];
    await aws.clients.ecs.updateContainerInstancesState({ cluster: CLUSTER, containerInstances, status: 'DRAINING' });
    await report(first, 'not-ready');
    await report(second, 'ready');
    await withSweeps(async () => expect(await status(second)).toBe('ACTIVE'));
    await report(first, 'ready');
    await withSweeps(async () => expect(await attribute(first, 'report')).toMatch(/^ready@/));
    await sweep();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(await status(first)).toBe('DRAINING');
    await aws.clients.ecs.updateContainerInstancesState({ cluster: CLUSTER, containerInstances, status: 'ACTIVE' });
  });

  step('replaces an instance that stays not ready', async () => {
    const [first = ''] = await ids();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await report(first, 'not-ready');
    await withSweeps(async () => expect(await status(first)).toBe('DRAINING'));
    await sweep();
    expect(await ids()).toContain(first);
    await passMinutes(first, 10);
    await withSweeps(async () => expect(await ids()).not.toContain(first));
    await settled(3);
  });

  step('replaces an instance whose agent stays away', async () => {
    const [first = ''] = await ids();
    aws.control.disconnectAgent(first);
    await withSweeps(async () => expect(await attribute(first, 'repair')).toMatch(/^disconnected@/));
    await passMinutes(first, 10);
    await withSweeps(async () => expect(await ids()).not.toContain(first));
    // managed draining would wait 48 hours for a host that cannot say that it is empty
    await settled(3);
  });

  step('deregisters what ECS still lists of an instance that is gone', async () => {
    const [first = ''] = await ids();
    aws.control.disconnectAgent(first);
    await aws.control.kill(first);
    await withSweeps(async () => expect(await host(first)).toBeUndefined());
    await settled(3);
  });

  const launchesSuspended = async () =>
    (await group()).SuspendedProcesses?.some(({ ProcessName }) => ProcessName === 'Launch') ?? false;

  step('launches no more after three failed boots', async () => {
    const [first = ''] = await ids();
    aws.control.failNextBoots(100);
    await aws.control.kill(first);
    await withSweeps(async () => expect(await launchesSuspended()).toBe(true));
    await withSweeps(async () => expect(await metric('LaunchesSuspended')).toMatchObject({ LaunchesSuspended: 1 }));
    const { Activities = [] } = await aws.clients.autoScaling.describeScalingActivities({});
    const failed = Activities.filter(({ StatusMessage = '' }) => StatusMessage.includes('Lifecycle Action'));
    expect(failed.length).toBeGreaterThanOrEqual(3);
    expect(failed.length).toBeLessThanOrEqual(4);
  });

  step('launches again when a deployment changes what boots', async () => {
    aws.control.failNextBoots(0);
    await deploy({ size: 3, version: '2' });
    expect(await launchesSuspended()).toBe(false);
    await settled(3);
    await withSweeps(async () => expect(await metric('LaunchesSuspended')).toMatchObject({ LaunchesSuspended: 0 }));
  });

  step('leaves alone what a person suspended', async () => {
    const { AutoScalingGroupName } = await group();
    await aws.clients.autoScaling.suspendProcesses({ AutoScalingGroupName, ScalingProcesses: ['Launch'] });
    await sweep();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(await launchesSuspended()).toBe(true);
    await aws.clients.autoScaling.resumeProcesses({ AutoScalingGroupName, ScalingProcesses: ['Launch'] });
  });

  step('drains two of twenty when all of them fail', async () => {
    await deploy({ size: 20, version: '2' });
    await settled(20);
    await Promise.all((await ids()).map((id) => report(id, 'not-ready')));
    await withSweeps(async () => expect(await metric('HeldBack')).toMatchObject({ HeldBack: 18 }));
    await sweep();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(await draining()).toHaveLength(2);
    await Promise.all((await ids()).map((id) => report(id, 'ready')));
    await settled(20);
  });

  step('says by its metrics what its alarms listen to', async () => {
    const { MetricAlarms = [] } = await aws.clients.cloudWatch.describeAlarms({});
    for (const name of ['HeldBack', 'LaunchesSuspended']) {
      const alarm = MetricAlarms.find(({ MetricName }) => MetricName === name);
      const line = await metric(name);
      expect(line).toMatchObject(Object.fromEntries((alarm?.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])));
      expect(line?._aws).toMatchObject({ CloudWatchMetrics: [{ Namespace: alarm?.Namespace }] });
    }
  });

  step('is deleted with its stack', async () => {
    const { code, output } = await cdk.tryDestroy(assembly);
    expect([code, output.split('\n').slice(-20)]).toEqual([0, expect.any(Array)]);
  });
});
