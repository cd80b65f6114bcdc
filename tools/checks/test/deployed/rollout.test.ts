import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import * as instances from '@ecs-groundwork/instances';
import { LAUNCH_PROCESS, LAUNCHES_TAG, memoryText } from '@ecs-groundwork/instances/lib/repair/launch-memory';
import * as network from '@ecs-groundwork/network';
import { Rollout } from '@ecs-groundwork/system-containers/lib/rollout/rollout';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { startLocalAws, type LocalAws } from 'local-aws/lib/local-aws';
import { CdkCli } from '../../src/scenario/cdk';
import { eventually } from './eventually';
import { HostsOfRollout } from './hosts-of-rollout';
import { steps } from './steps';

const HOSTS = 50;
/** A tenth, which is the default. */
const AT_ONCE = 5;
/** CloudFormation's hour is three minutes of ours: functions start in real time, however fast AWS's seconds pass. */
const PACE = 20;

/** How long a host takes, in AWS's seconds: so long that a deployment can end first, and usually. */
const LONG = 120;
const SHORT = 5;

/** Fifty instances have to start first. */
jest.setTimeout(600_000);

interface Plan {
  readonly content: string;
  readonly footprint?: string;
  readonly patience?: Duration;
}

const nameOf = (group: string, footprint = 'one') =>
  `/ecs-groundwork/rolled/Cluster/InstanceGroups/${group}/${footprint}`;

/** A full group and an empty one whose hosts are told what to run by Run Command, and not a single container. */
function synthesise(outdir: string, { content, footprint, patience }: Plan): string {
  const app = new App({ outdir });
  const stack = new Stack(app, 'rolled');
  const { vpc } = new network.Network(stack, 'Network');
  const cluster = new instances.Cluster(stack, 'Cluster', { vpc });
  for (const [name, minCapacity] of Object.entries({ full: HOSTS, empty: 0 })) {
    const group = cluster.addInstanceGroup(name, { managedScaling: false, minCapacity, maxCapacity: HOSTS });
    const rollout = new Rollout(group, 'Rollout', {
      group,
      parameterName: nameOf(name, footprint),
      content: JSON.stringify({ containers: [], content }),
      patience,
    });
    group.autoScalingGroup.node.addDependency(rollout);
    group.contribute({ contributionName: 'Rolled', bind: () => ({ revision: rollout.contentHash }) });
  }
  return app.synth().directory;
}

/** Steps that build on each other: what one leaves, the next begins with. */
describe('changes rolled over running hosts, deployed', () => {
  const { step } = steps();
  const folder = mkdtempSync(join(tmpdir(), 'ecs-groundwork-rollout-'));
  let aws: LocalAws;
  let cdk: CdkCli;
  let hosts: HostsOfRollout;
  let assembly: string;
  let plans = 0;
  /** The host that no command reaches for a while. */
  let lost = '';

  beforeAll(async () => {
    aws = await startLocalAws({ pace: PACE });
    cdk = new CdkCli(aws.environmentFrom(process.env));
    hosts = new HostsOfRollout(aws.clients.ssm);
    aws.control.answerCommands((command) => hosts.answer(command));
    await cdk.deploy(plan({ content: 'first' }));
  });
  afterAll(async () => {
    await aws?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A plan to deploy. */
  function plan(what: Plan): string {
    plans += 1;
    assembly = synthesise(join(folder, `${plans}`), what);
    return assembly;
  }

  const approvedOf = (group: string, footprint?: string) => hosts.read(`${nameOf(group, footprint)}:approved`);

  /** The latest version of the full group's parameter. */
  async function latest(): Promise<string> {
    const { Parameter } = await aws.clients.ssm.getParameter({ Name: nameOf('full') });
    return String(Parameter?.Version);
  }

  const commands = async () => (await aws.clients.ssm.listCommands({})).Commands ?? [];

  /** How many hosts run each content. */
  const spread = () =>
    Object.fromEntries(
      [...new Set(hosts.runs.values())].map((content) => [
        content,
        [...hosts.runs.values()].filter((other) => other === content).length,
      ]),
    );

  async function stackStatus(): Promise<string | undefined> {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = new CloudFormation({ endpoint: aws.url, region: aws.account.region, credentials });
    const { Stacks: [stack] = [] } = await client.describeStacks({ StackName: 'rolled' });
    client.destroy();
    return stack?.StackStatus;
  }

  async function fullGroup(): Promise<Partial<AutoScalingGroup>> {
    const { AutoScalingGroups = [] } = await aws.clients.autoScaling.describeAutoScalingGroups({});
    return AutoScalingGroups.find(({ Instances = [] }) => Instances.length > 0) ?? {};
  }

  /** As repair does after failed boots. */
  async function suspendLaunches(): Promise<void> {
    const { AutoScalingGroupName } = await fullGroup();
    await aws.clients.autoScaling.createOrUpdateTags({
      Tags: [
        {
          ResourceType: 'auto-scaling-group',
          ResourceId: AutoScalingGroupName,
          Key: LAUNCHES_TAG,
          Value: memoryText({ state: 'suspended', at: Date.now() }),
          PropagateAtLaunch: false,
        },
      ],
    });
    await aws.clients.autoScaling.suspendProcesses({ AutoScalingGroupName, ScalingProcesses: [LAUNCH_PROCESS] });
  }

  const suspended = async () =>
    ((await fullGroup()).SuspendedProcesses ?? []).map(({ ProcessName = '' }) => ProcessName);

  /** The schedule of the full group's rule, which has no timetable here. */
  async function sweep(): Promise<void> {
    const { Rules = [] } = await aws.clients.events.listRules({});
    for (const { Name = '', ScheduleExpression } of Rules) {
      if (ScheduleExpression) {
        await aws.fireSchedule(Name);
      }
    }
  }

  /** What the functions said of hosts that refuse, of the full group. */
  async function refused(): Promise<number[]> {
    const { logGroups = [] } = await aws.clients.logs.describeLogGroups({});
    const group = logGroups.find(({ logGroupName }) => logGroupName?.includes('EcsGroundworkRollout'));
    const said: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = await aws.clients.logs.filterLogEvents({ logGroupName: group?.logGroupName, nextToken });
      for (const { message = '' } of page.events ?? []) {
        const [, found] = /"InstanceGroup":"[^"]*\/full","Refused":(\d+)/.exec(message) ?? [];
        said.push(...(found === undefined ? [] : [Number(found)]));
      }
      ({ nextToken } = page);
    } while (nextToken);
    return said;
  }

  step('begin with a generation that is approved before the first instance boots', async () => {
    expect(await approvedOf('full')).toBe('first');
    expect(await approvedOf('empty')).toBe('first');
    expect(await commands()).toEqual([]);
    for (const { InstanceId = '' } of (await fullGroup()).Instances ?? []) {
      hosts.runs.set(InstanceId, await approvedOf('full'));
    }
    expect(spread()).toEqual({ first: HOSTS });
  });

  step('halt at the first host that refuses, and go back everywhere with the stack', async () => {
    await suspendLaunches();
    hosts.refuseAt = 13;
    const { code, output } = await cdk.tryDeploy(plan({ content: 'bad' }));
    hosts.refuseAt = Infinity;
    const [refuser] = (hosts.asked.get('2') ?? []).slice(12);
    expect(code).not.toBe(0);
    expect(output).toContain(
      `generation 2 of the system containers was refused by ${refuser}, which went back to what ran before: ` +
        `${refuser} cannot run bad`,
    );
    expect(await stackStatus()).toBe('UPDATE_ROLLBACK_COMPLETE');
    // none was asked after it but those that were busy at that moment
    expect(hosts.asked.get('2')?.length).toBeLessThan(13 + AT_ONCE);
    expect(hosts.busiest.get('2')).toBe(AT_ONCE);
    expect(await approvedOf('full')).toBe('first');
    await eventually(async () => expect(spread()).toEqual({ first: HOSTS }));
    expect(await suspended()).toEqual([LAUNCH_PROCESS]);
    process.stdout.write(`roll-out: ${hosts.asked.get('2')?.length} of ${HOSTS} hosts were asked before it halted\n`);
  });

  step('reach all hosts, a tenth of them at a time, when none refuses', async () => {
    await cdk.deploy(plan({ content: 'good' }));
    const version = await latest();
    expect(spread()).toEqual({ good: HOSTS });
    expect(new Set(hosts.asked.get(version)).size).toBe(HOSTS);
    expect(hosts.asked.get(version)).toHaveLength(HOSTS);
    expect(hosts.busiest.get(version)).toBe(AT_ONCE);
    expect(await approvedOf('full')).toBe('good');
    expect(await approvedOf('empty')).toBe('good');
    // new hosts may succeed with it where others failed
    expect(await suspended()).toEqual([]);
  });

  step('go on after a deployment that has no more patience, and are approved when they end', async () => {
    lost = hosts.asked.get(await latest())?.at(-1) ?? '';
    aws.control.setReachable(lost, false);
    hosts.seconds = LONG;
    await cdk.deploy(plan({ content: 'slow', patience: Duration.seconds(2) }));
    expect(spread().slow ?? 0).toBeLessThan(HOSTS - 1);
    expect(await approvedOf('full')).toBe('good');
    hosts.seconds = SHORT;
    await eventually(async () => expect(await approvedOf('full')).toBe('slow'));
    expect(spread()).toEqual({ good: 1, slow: HOSTS - 1 });
  });

  step('bring a host along that was not there, when it is back', async () => {
    aws.control.setReachable(lost, true);
    await eventually(async () => {
      await sweep();
      expect(spread()).toEqual({ slow: HOSTS });
    });
  });

  step('call hosts home and raise the alarm when they fail after the deployment', async () => {
    hosts.seconds = LONG;
    await cdk.deploy(plan({ content: 'ill', patience: Duration.seconds(2) }));
    const asked = hosts.asked.get(await latest())?.length ?? 0;
    expect(asked).toBeLessThan(HOSTS - AT_ONCE);
    expect((await refused()).filter((count) => count > 0)).toEqual([]);
    hosts.refuseAt = asked + AT_ONCE;
    hosts.seconds = SHORT;
    await eventually(async () => expect(Math.max(...(await refused()))).toBe(1));
    hosts.refuseAt = Infinity;
    await eventually(async () => expect(spread()).toEqual({ slow: HOSTS }));
    expect(await approvedOf('full')).toBe('slow');
  });

  step('take the alarm back when the next change is well', async () => {
    await cdk.deploy(plan({ content: 'well' }));
    expect(spread()).toEqual({ well: HOSTS });
    await eventually(async () => {
      await sweep();
      expect((await refused()).at(-1)).toBe(0);
    });
  });

  step('are none when instances are replaced anyway: what those boot with lies elsewhere', async () => {
    const sent = (await commands()).length;
    await cdk.deploy(plan({ content: 'other', footprint: 'two' }));
    expect(await approvedOf('full', 'two')).toBe('other');
    expect((await commands()).length).toBe(sent);
    await expect(latest()).rejects.toThrow(/not found/);
  });

  step('leave nothing behind', async () => {
    const { code, output } = await cdk.tryDestroy(assembly);
    // the words of the program, where it fails
    expect(code === 0 ? [] : output.split('\n').slice(-20)).toEqual([]);
    const { Parameters } = await aws.clients.ssm.describeParameters({
      ParameterFilters: [{ Key: 'Path', Option: 'Recursive', Values: ['/ecs-groundwork'] }],
    });
    const { DocumentIdentifiers } = await aws.clients.ssm.listDocuments({
      Filters: [{ Key: 'Owner', Values: ['Self'] }],
    });
    expect([Parameters, DocumentIdentifiers]).toEqual([[], []]);
  });
});
