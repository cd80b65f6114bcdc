import { world } from './world';

describe('an Auto Scaling group', () => {
  test('launches its minimum, spread over the zones, and puts it in service', async () => {
    const { create, settle, group, launched } = world();
    await create({ MinSize: '3' });
    await settle();
    const { Instances = [], DesiredCapacity, AvailabilityZones } = (await group()) ?? {};
    expect(DesiredCapacity).toBe(3);
    expect(AvailabilityZones).toEqual(['zone-a', 'zone-b']);
    expect(Instances.map(({ AvailabilityZone, LifecycleState }) => [AvailabilityZone, LifecycleState])).toEqual([
      ['zone-a', 'InService'],
      ['zone-b', 'InService'],
      ['zone-a', 'InService'],
    ]);
    expect(launched).toEqual(['i-1', 'i-2', 'i-3']);
  });

  test('launches from the version that the template has at that time', async () => {
    const { create, settle, group, ec2, call } = world();
    await create({ LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '$Latest' } });
    await settle();
    ec2.publishVersion();
    await call('SetDesiredCapacity', { AutoScalingGroupName: 'group', DesiredCapacity: '3' });
    await settle();
    expect((await group())?.Instances?.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual(['1', '1', '2']);
  });

  test('propagates only the tags that say so, and names itself', async () => {
    const { create, settle, ec2 } = world();
    const tag = (Key: string, PropagateAtLaunch: string) => ({ Key, Value: 'x', PropagateAtLaunch });
    await create({ MinSize: '1', Tags: [tag('seen', 'true'), tag('hidden', 'false')] });
    await settle();
    expect(ec2.launches[0]?.tags.map(({ key }) => key)).toEqual(['seen', 'aws:autoscaling:groupName']);
  });

  test('takes the group through sizes and ends instances through EC2', async () => {
    const { create, settle, group, call, ec2, terminated } = world();
    await create({ DesiredCapacity: '4' });
    await settle();
    await call('SetDesiredCapacity', { AutoScalingGroupName: 'group', DesiredCapacity: '2' });
    await settle();
    expect((await group())?.Instances).toHaveLength(2);
    expect(ec2.running.size).toBe(2);
    expect(terminated).toHaveLength(2);
  });

  test('replaces an instance that EC2 no longer runs', async () => {
    const { create, settle, states, ec2 } = world();
    await create();
    await settle();
    ec2.running.delete('i-1');
    await settle(6, 15);
    expect(await states()).toEqual({ 'i-2': 'InService', 'i-3': 'InService' });
  });

  test('replaces an instance that is set unhealthy, after the grace period only if asked to respect it', async () => {
    const { create, settle, states, call } = world();
    await create({ HealthCheckGracePeriod: '300' });
    await settle();
    await call('SetInstanceHealth', { InstanceId: 'i-1', HealthStatus: 'Unhealthy' });
    await settle();
    expect(Object.keys(await states())).toEqual(['i-1', 'i-2']);
    await call('SetInstanceHealth', {
      InstanceId: 'i-1',
      HealthStatus: 'Unhealthy',
      ShouldRespectGracePeriod: 'false',
    });
    await settle();
    expect(Object.keys(await states())).toEqual(['i-2', 'i-3']);
  });

  test('replaces instances past the maximum lifetime, one after the other', async () => {
    const { create, settle, states } = world();
    await create({ MaxInstanceLifetime: '86400' });
    await settle();
    await settle(1, 90_000);
    expect(Object.values(await states())).toEqual(['Terminating:Proceed', 'InService', 'Pending']);
    await settle();
    expect(Object.keys(await states())).toEqual(['i-3', 'i-4']);
  });

  test('does nothing in a suspended process', async () => {
    const { create, settle, states, call } = world();
    await create();
    await call('SuspendProcesses', { AutoScalingGroupName: 'group', ScalingProcesses: ['Launch'] });
    await settle();
    expect(await states()).toEqual({});
    await call('ResumeProcesses', { AutoScalingGroupName: 'group', ScalingProcesses: ['Launch'] });
    await settle();
    expect(Object.keys(await states())).toHaveLength(2);
  });

  test('records a failed launch and waits before it tries again', async () => {
    const { create, settle, activities, ec2, group } = world();
    ec2.launchError = 'InsufficientInstanceCapacity: none left.';
    await create({ MinSize: '1' });
    await settle(2);
    expect((await activities()).map(({ StatusCode, StatusMessage }) => [StatusCode, StatusMessage])).toEqual([
      ['Failed', 'InsufficientInstanceCapacity: none left. Launching EC2 instance failed.'],
    ]);
    ec2.launchError = undefined;
    await settle(2, 31);
    expect((await group())?.Instances).toHaveLength(1);
  });

  test('is not emptied while its instances are protected', async () => {
    const { create, settle, call, group } = world();
    await create({ NewInstancesProtectedFromScaleIn: 'true' });
    await settle();
    await call('UpdateAutoScalingGroup', { AutoScalingGroupName: 'group', MinSize: '0', DesiredCapacity: '0' });
    await settle();
    expect((await group())?.Instances).toHaveLength(2);
    await call('SetInstanceProtection', {
      AutoScalingGroupName: 'group',
      InstanceIds: ['i-1', 'i-2'],
      ProtectedFromScaleIn: 'false',
    });
    await settle();
    expect((await group())?.Instances).toHaveLength(0);
  });

  test('is deleted by force with its protected instances', async () => {
    const { create, settle, call, group, ec2 } = world();
    await create({ NewInstancesProtectedFromScaleIn: 'true' });
    await settle();
    await call('DeleteAutoScalingGroup', { AutoScalingGroupName: 'group', ForceDelete: 'true' });
    expect((await group())?.Status).toBe('Delete in progress');
    await settle();
    expect(await group()).toBeUndefined();
    expect(ec2.running.size).toBe(0);
  });

  test('lists groups page by page', async () => {
    const { create, call } = world();
    for (const name of ['one', 'two', 'three']) {
      await create({ AutoScalingGroupName: name });
    }
    const first = await call('DescribeAutoScalingGroups', { MaxRecords: '2' });
    const second = await call('DescribeAutoScalingGroups', { MaxRecords: '2', NextToken: first.NextToken });
    expect([first.AutoScalingGroups, second.AutoScalingGroups]).toMatchObject([
      [{ AutoScalingGroupName: 'one' }, { AutoScalingGroupName: 'two' }],
      [{ AutoScalingGroupName: 'three' }],
    ]);
    expect(second.NextToken).toBeUndefined();
  });
});

describe('a group fails', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'with a maximum below the minimum',
      { MinSize: '3', MaxSize: '2' },
      'Max bound, 2, must be greater than or equal to min bound, 3',
    ],
    [
      'with a desired capacity out of bounds',
      { DesiredCapacity: '9' },
      'Desired capacity:9 must be between the specified min size:2 and max size:4',
    ],
    ['without a subnet', { VPCZoneIdentifier: '' }, 'At least one Availability Zone or VPC Subnet is required.'],
    ['with an unknown subnet', { VPCZoneIdentifier: 'sub-1' }, "The subnet ID 'sub-1' does not exist"],
    ['with an unknown launch template', { LaunchTemplate: { LaunchTemplateId: 'lt-9' } }, 'no launch template lt-9'],
    [
      'with nothing to launch',
      { LaunchTemplate: undefined },
      'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.',
    ],
    [
      'with a warm pool or anything else that is not played',
      { PlacementGroup: 'x' },
      'Local AWS does not play PlacementGroup of autoscaling:CreateAutoScalingGroup',
    ],
    [
      'with an unknown termination policy',
      { TerminationPolicies: ['Random'] },
      'Invalid termination policy: Random; valid are Default, OldestInstance, NewestInstance, OldestLaunchTemplate, OldestLaunchConfiguration, ClosestToNextInstanceHour, AllocationStrategy',
    ],
    [
      'with a hook whose heartbeat is too short',
      {
        LifecycleHookSpecificationList: [
          { LifecycleHookName: 'h', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING', HeartbeatTimeout: '5' },
        ],
      },
      'HeartbeatTimeout of h must be 30 to 7200 seconds, got 5',
    ],
  ])('%s', async (_, input, message) => {
    const { create } = world();
    await expect(create(input)).rejects.toThrow(message);
  });

  test('whose name is taken', async () => {
    const { create } = world();
    await create();
    await expect(create()).rejects.toMatchObject({
      code: 'AlreadyExists',
      message: 'AutoScalingGroup by this name already exists - A group with the name group already exists',
    });
  });

  test('to be deleted while it has instances', async () => {
    const { create, settle, call } = world();
    await create();
    await settle();
    await expect(call('DeleteAutoScalingGroup', { AutoScalingGroupName: 'group' })).rejects.toMatchObject({
      code: 'ResourceInUse',
      message:
        'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
    });
  });

  test.each([
    ['5', 'New SetDesiredCapacity value 5 is above max value 4 for the AutoScalingGroup.'],
    ['1', 'New SetDesiredCapacity value 1 is below min value 2 for the AutoScalingGroup.'],
  ])('to take a desired capacity of %s', async (DesiredCapacity, message) => {
    const { create, call } = world();
    await create();
    await expect(call('SetDesiredCapacity', { AutoScalingGroupName: 'group', DesiredCapacity })).rejects.toThrow(
      message,
    );
  });

  test('to protect more than 50 instances at once', async () => {
    const { create, call } = world();
    await create();
    const InstanceIds = Array.from({ length: 51 }, (_, index) => `i-${index}`);
    await expect(
      call('SetInstanceProtection', { AutoScalingGroupName: 'group', InstanceIds, ProtectedFromScaleIn: 'true' }),
    ).rejects.toThrow('Member must have length less than or equal to 50');
  });

  test('to answer an action that is not played, and names it', async () => {
    const { call } = world();
    await expect(call('PutWarmPool')).rejects.toThrow('Local AWS does not play autoscaling:PutWarmPool');
  });
});
