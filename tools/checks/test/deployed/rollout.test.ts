import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as instances from '@ecs-groundwork/instances';
import * as network from '@ecs-groundwork/network';
import { Rollout } from '@ecs-groundwork/system-containers/lib/rollout/rollout';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { startLocalAws, type LocalAws } from 'local-aws/lib/local-aws';
import { CdkCli } from '../../src/scenario/cdk';
import { HostsOfRollout } from './hosts-of-rollout';
import { steps } from './steps';

const HOSTS = 50;
/** A tenth, which is the default. */
const AT_ONCE = 5;
/** What is given the time for, in milliseconds. */
const WAIT = 60_000;

jest.setTimeout(180_000);

interface Plan {
  readonly content: string;
  readonly footprint?: string;
  readonly hosts?: number;
  readonly patience?: Duration;
}

/** A group whose hosts are told what to run by Run Command, and a stack without a single container. */
function synthesise(outdir: string, { content, footprint = 'one', hosts = HOSTS, patience }: Plan): string {
  const app = new App({ outdir });
  const stack = new Stack(app, 'rolled');
  const { vpc } = new network.Network(stack, 'Network');
  const cluster = new instances.Cluster(stack, 'Cluster', { vpc });
  const group = cluster.addInstanceGroup('default', { managedScaling: false, minCapacity: hosts, maxCapacity: HOSTS });
  const rollout = new Rollout(group, 'Rollout', {
    group,
    parameterName: `/ecs-groundwork/${group.instanceTag.value}/${footprint}`,
    content: JSON.stringify({ containers: [], content }),
    patience,
  });
  group.autoScalingGroup.node.addDependency(rollout);
  return app.synth().directory;
}

/** Steps that build on each other: what one leaves, the next begins with. */
describe('changes rolled over running hosts, deployed', () => {
  const { step } = steps();
  const folder = mkdtempSync(join(tmpdir(), 'ecs-groundwork-rollout-'));
  let aws: LocalAws;
  let cdk: CdkCli;
  let hosts: HostsOfRollout;
  let plans = 0;

  beforeAll(async () => {
    aws = await startLocalAws({ log: (l) => process.env.LOG_LOCAL && console.log(l) });
    cdk = new CdkCli(aws.environmentFrom(process.env));
    hosts = new HostsOfRollout(aws.clients.ssm);
    aws.control.answerCommands((command) => hosts.answer(command));
  });
  afterAll(async () => {
    await aws?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const plan = (what: Plan) => synthesise(join(folder, `${(plans += 1)}`), what);

  step('take the first generation at once', async () => {
    const began = Date.now();
    await cdk.deploy(plan({ content: 'first' }));
    console.log('deploy', Date.now() - began);
  });
});
