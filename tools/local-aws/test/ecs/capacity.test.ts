import { createService, fleet, registerTask, world } from './world';

const HOUR = 3600;

describe('a capacity provider', () => {
  test('scales its group out for tasks that wait, and no further than its maximum', async () => {
    const all = world();
    await fleet(all, { min: 1, max: 3 });
    await registerTask(all);
    // An instance has room for two.
    await createService(all, { desiredCount: 8 });
    await all.tick();
    expect((await all.tasks()).map(({ lastStatus }) => lastStatus).sort()).toEqual([
      ...Array<string>(2).fill('PENDING'),
      ...Array<string>(6).fill('PROVISIONING'),
    ]);
    await all.settle(30);
    expect((await all.group())?.Instances).toHaveLength(3);
    expect((await all.tasks()).filter(({ lastStatus }) => lastStatus === 'RUNNING')).toHaveLength(6);
    expect((await all.tasks()).filter(({ lastStatus }) => lastStatus === 'PROVISIONING')).toHaveLength(2);
  });

  test('gives up a task that found no room for half an hour', async () => {
    const all = world();
    await fleet(all, { min: 1, max: 1 });
    await registerTask(all, { family: 'huge' }, { memory: 9999 });
    await all.ecs('RunTask', { cluster: 'cluster', taskDefinition: 'huge' });
    await all.settle(1, HOUR);
    expect(await all.tasks({ desiredStatus: 'STOPPED' })).toMatchObject([
      { stopCode: 'TaskFailedToStart', stoppedReason: 'Timeout waiting for EC2 capacity to become available' },
    ]);
  });

  test('grows from nothing', async () => {
    const all = world();
    await fleet(all, { min: 0, max: 4 });
    await registerTask(all);
    await createService(all, { desiredCount: 1 });
    await all.settle(20);
    expect((await all.group())?.Instances).toHaveLength(2);
    expect((await all.service())?.runningCount).toBe(1);
  });

  test('shrinks its group after a quarter of an hour, and takes only empty instances', async () => {
    const all = world();
    await fleet(all, { min: 1, max: 4 });
    await registerTask(all);
    await createService(all, { desiredCount: 6, placementStrategy: [{ type: 'binpack', field: 'memory' }] });
    await all.settle(30);
    expect((await all.group())?.Instances).toHaveLength(3);
    await all.ecs('UpdateService', { cluster: 'cluster', service: 'service', desiredCount: 2 });
    await all.settle(20, 30);
    expect((await all.group())?.Instances).toHaveLength(3);
    const busy = new Set((await all.tasks()).map(({ containerInstanceArn }) => containerInstanceArn));
    await all.settle(40, 30);
    const left = await all.instances();
    expect(left).toHaveLength(busy.size);
    expect(left.map(({ containerInstanceArn }) => containerInstanceArn)).toEqual([...busy]);
    expect(await all.tasks()).toHaveLength(2);
  });

  test('is not held by daemon tasks, but by tasks that were started one by one', async () => {
    const all = world();
    await fleet(all, { min: 0, max: 4, group: { DesiredCapacity: '2' } });
    await registerTask(all, {}, { memory: 100 });
    await createService(all, { schedulingStrategy: 'DAEMON' });
    const [held] = await all.instances();
    await all.ecs('StartTask', {
      cluster: 'cluster',
      taskDefinition: 'web',
      containerInstances: [held?.containerInstanceArn],
    });
    await all.settle(50, 30);
    expect((await all.instances()).map(({ ec2InstanceId }) => ec2InstanceId)).toEqual([held?.ec2InstanceId]);
  });

  test('puts its policy and its hook on the group and takes them away', async () => {
    const all = world();
    await fleet(all);
    const policies = async () =>
      (await all.autoScaling('DescribePolicies', { AutoScalingGroupName: 'group' })).ScalingPolicies;
    const hooks = async () =>
      (await all.autoScaling('DescribeLifecycleHooks', { AutoScalingGroupName: 'group' })).LifecycleHooks;
    expect(await policies()).toMatchObject([
      { PolicyName: expect.stringMatching(/^ECSManagedAutoScalingPolicy-/), PolicyType: 'TargetTrackingScaling' },
    ]);
    expect(await hooks()).toMatchObject([{ LifecycleHookName: 'ecs-managed-draining-termination-hook' }]);
    await all.ecs('PutClusterCapacityProviders', {
      cluster: 'cluster',
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
    });
    await all.ecs('DeleteCapacityProvider', { capacityProvider: 'provider' });
    expect(await policies()).toEqual([]);
    expect(await hooks()).toEqual([]);
  });

  test('drains an instance before it ends: services move first, daemons leave last', async () => {
    const all = world();
    await fleet(all, { min: 2, max: 4 });
    await registerTask(all, {}, { memory: 100 });
    await createService(all, { desiredCount: 2 });
    await registerTask(all, { family: 'agent' }, { memory: 100 });
    await createService(all, { serviceName: 'agent', taskDefinition: 'agent', schedulingStrategy: 'DAEMON' });
    await all.settle();
    const [leaving] = await all.instances();
    await all.autoScaling('TerminateInstanceInAutoScalingGroup', {
      InstanceId: leaving?.ec2InstanceId,
      ShouldDecrementDesiredCapacity: 'false',
    });

    const stops: string[] = [];
    for (
      let pass = 0;
      pass < 60 && (await all.instances()).some(({ ec2InstanceId }) => ec2InstanceId === leaving?.ec2InstanceId);
      pass++
    ) {
      await all.settle(1, 1);
      expect(((await all.service())?.runningCount ?? 0) >= 2).toBe(true);
      const stopped = await all.tasks({ desiredStatus: 'STOPPED' });
      stopped
        .filter(({ containerInstanceArn }) => containerInstanceArn === leaving?.containerInstanceArn)
        .forEach(({ group = '' }) => stops.includes(group) || stops.push(group));
    }
    expect(stops).toEqual(['service:service', 'service:agent']);
    await all.settle(30);
    expect((await all.group())?.Instances?.map(({ LifecycleState }) => LifecycleState)).toEqual([
      'InService',
      'InService',
    ]);
    expect((await all.service())?.runningCount).toBe(2);
    expect((await all.service('agent'))?.runningCount).toBe(2);
    expect(all.errors).toEqual([]);
    expect(all.events.details('ECS Container Instance State Change')).toContainEqual(
      expect.objectContaining({ ec2InstanceId: leaving?.ec2InstanceId, status: 'DRAINING' }),
    );
  });

  test('replaces a whole fleet by an instance refresh without losing a task', async () => {
    const all = world();
    await fleet(all, { min: 2, max: 4 });
    await registerTask(all, {}, { memory: 100 });
    await createService(all, { desiredCount: 2 });
    await all.settle();
    all.ec2.publishVersion();
    await all.autoScaling('UpdateAutoScalingGroup', {
      AutoScalingGroupName: 'group',
      LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '2' },
    });
    await all.autoScaling('StartInstanceRefresh', {
      AutoScalingGroupName: 'group',
      Preferences: {
        MinHealthyPercentage: '100',
        MaxHealthyPercentage: '110',
        ScaleInProtectedInstances: 'Refresh',
        SkipMatching: 'true',
      },
    });
    const running: number[] = [];
    for (let pass = 0; pass < 80; pass++) {
      await all.settle(1, 3);
      running.push((await all.service())?.runningCount ?? 0);
    }
    expect(Math.min(...running)).toBe(2);
    expect((await all.group())?.Instances?.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual(['2', '2']);
    expect(await all.instances()).toHaveLength(2);
    expect(all.errors).toEqual([]);
  });
});

describe('a capacity provider fails', () => {
  const create = (all: ReturnType<typeof world>, provider: Record<string, unknown>, name = 'other') =>
    all.ecs('CreateCapacityProvider', { name, autoScalingGroupProvider: { autoScalingGroupArn: 'bare', ...provider } });

  async function withBareGroup() {
    const all = world();
    await fleet(all);
    await all.autoScaling('CreateAutoScalingGroup', {
      AutoScalingGroupName: 'bare',
      MinSize: '0',
      MaxSize: '1',
      VPCZoneIdentifier: 'subnet-a',
      LaunchTemplate: { LaunchTemplateId: 'lt-1' },
    });
    return all;
  }

  test.each<[string, Record<string, unknown>, string, string]>([
    [
      'without protection of new instances',
      { managedTerminationProtection: 'ENABLED', managedScaling: { status: 'ENABLED' } },
      'other',
      'To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.',
    ],
    [
      'to protect without managed scaling',
      { managedTerminationProtection: 'ENABLED' },
      'other',
      'To enable managed termination protection for a capacity provider, managed scaling must be enabled.',
    ],
    [
      'with a target above 100',
      { managedScaling: { status: 'ENABLED', targetCapacity: 101 } },
      'other',
      'The targetCapacity of managedScaling must be 1 to 100, got 101',
    ],
    [
      'for a group that is not there',
      { autoScalingGroupArn: 'nobody' },
      'other',
      'The specified Auto Scaling group ARN is invalid.',
    ],
    [
      'for a group that has one',
      { autoScalingGroupArn: 'group' },
      'other',
      'The specified Auto Scaling group ARN is already being used by another capacity provider.',
    ],
    ['whose name is taken', {}, 'provider', 'The specified capacity provider already exists.'],
    ['whose name belongs to AWS', {}, 'aws-mine', "The name cannot be prefixed with 'aws', 'ecs', or 'fargate'."],
  ])('%s', async (_, provider, name, message) => {
    await expect(create(await withBareGroup(), provider, name)).rejects.toThrow(message);
  });

  test('to be deleted while its cluster has it', async () => {
    const all = await withBareGroup();
    await expect(all.ecs('DeleteCapacityProvider', { capacityProvider: 'provider' })).rejects.toThrow(
      'The capacity provider cannot be deleted because it is associated with cluster: cluster. Remove the capacity provider from the cluster and try again.',
    );
  });

  test('to be taken from a cluster whose service uses it', async () => {
    const all = await withBareGroup();
    await registerTask(all);
    await createService(all);
    await expect(
      all.ecs('PutClusterCapacityProviders', {
        cluster: 'cluster',
        capacityProviders: [],
        defaultCapacityProviderStrategy: [],
      }),
    ).rejects.toMatchObject({
      code: 'ResourceInUseException',
      message: 'The specified capacity provider is in use and cannot be removed.',
    });
  });
});
