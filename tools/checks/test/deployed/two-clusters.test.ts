import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { paginateListClusters } from '@aws-sdk/client-ecs';
import * as instances from '@ecs-groundwork/instances';
import * as logging from '@ecs-groundwork/logging';
import * as network from '@ecs-groundwork/network';
import { App, Stack } from 'aws-cdk-lib/core';
import { collect } from '../../src/aws';
import { containerInstances } from '../../src/report/groups';
import { stacksOf } from '../../src/report/stacks';
import { CdkCli } from '../../src/scenario/cdk';
import { openTarget, type Target } from '../../src/scenario/target';
import { steps } from './steps';

const STACKS = ['twins-one', 'twins-two'];
const CLUSTERS_PER_STACK = 2;

/** Two stacks of two clusters, which somebody copied without changing a name: all groups are called `default`. */
function twins(outdir: string): string {
  const app = new App({ outdir });
  for (const name of STACKS) {
    const stack = new Stack(app, name);
    const { vpc } = new network.Network(stack, 'Network', { egress: network.Egress.singleNatGateway() });
    for (const id of ['Blue', 'Green']) {
      const group = new instances.Cluster(stack, id, { vpc }).addInstanceGroup('default', { minCapacity: 1 });
      group.contribute(new logging.LogRouter());
    }
  }
  return app.synth().directory;
}

describe('several clusters in one account', () => {
  const { step } = steps();
  const folder = mkdtempSync(join(tmpdir(), 'ecs-groundwork-twins-'));
  let target: Target;
  let cdk: CdkCli;
  let assembly: string;

  beforeAll(async () => {
    target = await openTarget();
    cdk = new CdkCli(target.environment);
    assembly = twins(folder);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await target.close();
  });

  step('are deployed side by side, two to a stack', async () => {
    await cdk.deploy(assembly);
    const stacks = await stacksOf(target.aws, 'twins');
    expect(stacks.map(({ name, status }) => [name, status])).toEqual(STACKS.map((name) => [name, 'CREATE_COMPLETE']));
  });

  step('have each their own instances', async () => {
    const { ecs } = target.aws;
    const clusters = await collect(paginateListClusters({ client: ecs }, {}), (page) => page.clusterArns);
    const own = clusters.filter((arn) => STACKS.some((stack) => arn.includes(`/${stack}-`)));
    const registered = await Promise.all(own.map((cluster) => containerInstances(target.aws, cluster)));
    expect(registered.map((hosts) => hosts.length)).toEqual(Array(STACKS.length * CLUSTERS_PER_STACK).fill(1));
    const ids = registered.flat().map(({ ec2InstanceId }) => ec2InstanceId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  step('have each their own log groups', async () => {
    const pages = paginateDescribeLogGroups({ client: target.aws.logs }, {});
    const names = (await collect(pages, (page) => page.logGroups)).map(({ logGroupName = '' }) => logGroupName);
    const dmesg = names.filter((name) => name.endsWith('/dmesg'));
    expect(dmesg).toHaveLength(STACKS.length * CLUSTERS_PER_STACK);
  });

  step('leave with their stacks', async () => {
    const { code, output } = await cdk.tryDestroy(assembly);
    expect([code, output]).toEqual([0, expect.any(String)]);
  });
});
