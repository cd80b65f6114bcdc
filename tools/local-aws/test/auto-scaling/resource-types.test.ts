import type { Properties } from '../../src/cloudformation/resource-type';
import { resourceTypes } from '../../src/resources/auto-scaling';
import { world, type World } from '../ecs/world';

const typeNamed = (name: string) => {
  const found = resourceTypes.find(({ type }) => type === `AWS::AutoScaling::${name}`);
  if (found === undefined) {
    throw new Error(`no resource type ${name}`);
  }
  return found;
};
const group = typeNamed('AutoScalingGroup');

const properties = (overrides: Properties = {}): Properties => ({
  MinSize: '2',
  MaxSize: '6',
  VPCZoneIdentifier: ['subnet-a', 'subnet-b'],
  LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '1' },
  ...overrides,
});
const version = (Version: string) => ({ LaunchTemplate: { LaunchTemplateId: 'lt-1', Version } });

async function created(overrides: Properties = {}) {
  const all = world();
  const before = properties(overrides);
  const existing = await group.create(all.context(), before);
  const update = (changes: Properties, updatePolicy: Record<string, unknown> = {}) =>
    group.update?.(all.context(updatePolicy), existing, { ...before, ...changes }, before);
  return { ...all, existing, before, update, groupNow: () => all.group('stack-Thing-1') };
}

const versions = async ({ groupNow }: { groupNow: () => ReturnType<World['group']> }) =>
  (await groupNow())?.Instances?.map(({ InstanceId, LaunchTemplate }) => `${InstanceId} v${LaunchTemplate?.Version}`);

describe('the resource of a group', () => {
  test('exists when its instances are in service, with the tags of the stack', async () => {
    const { existing, groupNow } = await created({ Tags: [{ Key: 'own', Value: '1', PropagateAtLaunch: 'false' }] });
    const now = await groupNow();
    expect(existing).toEqual({
      physicalId: 'stack-Thing-1',
      attributes: { AutoScalingGroupARN: now?.AutoScalingGroupARN },
    });
    expect(now?.Instances?.map(({ LifecycleState }) => LifecycleState)).toEqual(['InService', 'InService']);
    expect(now?.Tags?.map(({ Key, PropagateAtLaunch }) => [Key, PropagateAtLaunch])).toEqual([
      ['stack', true],
      ['own', false],
    ]);
  });

  test('fails with what was wrong with its launches', async () => {
    const all = world();
    all.ec2.launchError = 'The image id does not exist.';
    await expect(group.create(all.context(), properties())).rejects.toThrow(
      'Group did not stabilize. {current: 0, minSize: 2, reason: The image id does not exist. Launching EC2 instance failed.}',
    );
  });

  test('fails when its hosts never complete their launch', async () => {
    const all = world();
    all.control.failNextBoots(100);
    const hook = {
      LifecycleHookName: 'boot',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      HeartbeatTimeout: 60,
    };
    await expect(group.create(all.context(), properties({ LifecycleHookSpecificationList: [hook] }))).rejects.toThrow(
      "Group did not stabilize. {current: 0, minSize: 2, reason: Instance failed to complete user's Lifecycle Action: Lifecycle Action was abandoned or timed out}",
    );
  });

  test('changes in place without an update policy', async () => {
    const all = await created();
    await all.update({
      ...version('2'),
      MaxSize: '8',
      Cooldown: '60',
      MetricsCollection: [{ Granularity: '1Minute', Metrics: ['GroupMinSize'] }],
    });
    expect(await versions(all)).toEqual(['i-1 v1', 'i-2 v1']);
    expect(await all.groupNow()).toMatchObject({
      MaxSize: 8,
      DefaultCooldown: 60,
      EnabledMetrics: [{ Metric: 'GroupMinSize', Granularity: '1Minute' }],
    });
  });

  test('is refreshed under AutoScalingInstanceRefresh', async () => {
    const all = await created();
    await all.update(version('2'), {
      AutoScalingInstanceRefresh: { Strategy: 'Rolling', Preferences: { InstanceWarmup: '0' } },
    });
    expect(await versions(all)).toEqual(['i-3 v2', 'i-4 v2']);
  });

  test('is not refreshed when nothing that is launched changes', async () => {
    const all = await created();
    await all.update({ MaxSize: '8' }, { AutoScalingInstanceRefresh: { Strategy: 'Rolling' } });
    expect(await versions(all)).toEqual(['i-1 v1', 'i-2 v1']);
  });

  test('fails its update when the refresh fails', async () => {
    const all = await created({ NewInstancesProtectedFromScaleIn: true });
    const preferences = { ScaleInProtectedInstances: 'Wait' };
    await expect(
      all.update(version('2'), { AutoScalingInstanceRefresh: { Strategy: 'Rolling', Preferences: preferences } }),
    ).rejects.toThrow(
      /^Instance refresh .* of stack-Thing-1 ended as Failed: Failed to make progress for one hour: waiting for 2 instances protected from scale-in$/,
    );
  });

  test('is replaced batch by batch under AutoScalingRollingUpdate', async () => {
    const all = await created({ MinSize: '3' });
    await all.update(version('2'), { AutoScalingRollingUpdate: { MaxBatchSize: '2', MinInstancesInService: '1' } });
    expect(await versions(all)).toEqual(['i-4 v2', 'i-5 v2', 'i-6 v2']);
  });

  test('fails a rolling update that may not take any instance', async () => {
    const all = await created();
    await expect(
      all.update(version('2'), { AutoScalingRollingUpdate: { MinInstancesInService: '2' } }),
    ).rejects.toThrow(
      "The rolling update of stack-Thing-1 cannot replace an instance: MinInstancesInService (2) must be less than the group's desired capacity (2)",
    );
  });

  test.each([
    [true, 4],
    [false, 2],
  ])('with IgnoreUnmodifiedGroupSizeProperties %s has %i instances after an update', async (ignore, expected) => {
    const all = await created({ DesiredCapacity: '2' });
    await all.autoScaling('SetDesiredCapacity', { AutoScalingGroupName: 'stack-Thing-1', DesiredCapacity: '4' });
    await all.update(
      { Cooldown: '1' },
      { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: ignore } },
    );
    expect((await all.groupNow())?.DesiredCapacity).toBe(expected);
  });

  test('brings hooks and tags to what the template says and leaves those of others', async () => {
    const hook = (name: string) => ({
      LifecycleHookName: name,
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    });
    const tag = (Key: string) => ({ Key, Value: 'x', PropagateAtLaunch: true });
    const all = await created({
      LifecycleHookSpecificationList: [hook('old'), hook('kept')],
      Tags: [tag('old'), tag('kept')],
    });
    await all.autoScaling('PutLifecycleHook', { AutoScalingGroupName: 'stack-Thing-1', ...hook('foreign') });
    await all.update({ LifecycleHookSpecificationList: [hook('kept'), hook('new')], Tags: [tag('kept'), tag('new')] });
    const { LifecycleHooks } = await all.autoScaling('DescribeLifecycleHooks', {
      AutoScalingGroupName: 'stack-Thing-1',
    });
    expect(
      (LifecycleHooks as { LifecycleHookName: string }[]).map(({ LifecycleHookName }) => LifecycleHookName),
    ).toEqual(['kept', 'foreign', 'new']);
    expect((await all.groupNow())?.Tags?.map(({ Key }) => Key)).toEqual(['stack', 'kept', 'new']);
  });

  test('is emptied and deleted, and deleting it again is no failure', async () => {
    const all = await created();
    await group.delete(all.context(), all.existing, all.before);
    expect(await all.groupNow()).toBeUndefined();
    expect(all.ec2.running.size).toBe(0);
    await expect(group.delete(all.context(), all.existing, all.before)).resolves.toBeUndefined();
  });
});

describe.each<[string, Properties, string, string]>([
  [
    'LifecycleHook',
    { LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING', HeartbeatTimeout: '60' },
    'DescribeLifecycleHooks',
    'LifecycleHooks',
  ],
  [
    'ScalingPolicy',
    { PolicyType: 'SimpleScaling', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: '1' },
    'DescribePolicies',
    'ScalingPolicies',
  ],
  [
    'ScheduledAction',
    { Recurrence: '0 8 * * *', MinSize: '1' },
    'DescribeScheduledActions',
    'ScheduledUpdateGroupActions',
  ],
])('the resource of a %s', (name, specific, describeAction, member) => {
  test('is put on its group, changed and taken away', async () => {
    const all = await created();
    const type = typeNamed(name);
    const AutoScalingGroupName = 'stack-Thing-1';
    const wanted = { AutoScalingGroupName, ...specific };
    const listed = async () => (await all.autoScaling(describeAction, { AutoScalingGroupName }))[member];
    const existing = await type.create(all.context(), wanted);
    expect(await listed()).toHaveLength(1);
    await type.update?.(all.context(), existing, wanted, wanted);
    expect(await listed()).toHaveLength(1);
    await type.delete(all.context(), existing, wanted);
    expect(await listed()).toEqual([]);
    await expect(type.delete(all.context(), existing, wanted)).resolves.toBeUndefined();
  });
});
