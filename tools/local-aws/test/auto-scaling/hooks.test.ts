import { world } from './world';

const LAUNCH = 'autoscaling:EC2_INSTANCE_LAUNCHING';
const TERMINATE = 'autoscaling:EC2_INSTANCE_TERMINATING';

const hook = (transition: string, input: Record<string, string> = {}) => ({
  LifecycleHookSpecificationList: [
    { LifecycleHookName: 'hook', LifecycleTransition: transition, HeartbeatTimeout: '60', ...input },
  ],
});
const complete = (InstanceId: string, LifecycleActionResult = 'CONTINUE') => ({
  AutoScalingGroupName: 'group',
  LifecycleHookName: 'hook',
  InstanceId,
  LifecycleActionResult,
});

describe('a launch hook', () => {
  test('holds the instance until its action is completed', async () => {
    const { create, settle, states, call, events } = world();
    await create({ MinSize: '1', ...hook(LAUNCH) });
    await settle();
    expect(await states()).toEqual({ 'i-1': 'Pending:Wait' });
    expect(events.details('EC2 Instance-launch Lifecycle Action')).toMatchObject([
      { AutoScalingGroupName: 'group', LifecycleHookName: 'hook', EC2InstanceId: 'i-1', LifecycleTransition: LAUNCH },
    ]);
    await call('CompleteLifecycleAction', complete('i-1'));
    await settle();
    expect(await states()).toEqual({ 'i-1': 'InService' });
    expect(events.details('EC2 Instance Launch Successful')).toMatchObject([{ EC2InstanceId: 'i-1' }]);
  });

  test('that is abandoned has the instance replaced', async () => {
    const { create, settle, states, call, activities } = world();
    await create({ MinSize: '1', ...hook(LAUNCH) });
    await settle();
    await call('CompleteLifecycleAction', complete('i-1', 'ABANDON'));
    await settle();
    expect(await states()).toEqual({ 'i-2': 'Pending:Wait' });
    expect((await activities()).find(({ StatusCode }) => StatusCode === 'Failed')?.StatusMessage).toContain(
      'Lifecycle Action was abandoned or timed out',
    );
  });

  test('times out with its default result unless a heartbeat is recorded', async () => {
    const { create, settle, states, call } = world();
    await create({ MinSize: '1', ...hook(LAUNCH) });
    await settle(1, 1);
    await settle(5, 10);
    await call('RecordLifecycleActionHeartbeat', {
      AutoScalingGroupName: 'group',
      LifecycleHookName: 'hook',
      InstanceId: 'i-1',
    });
    await settle(5, 10);
    expect(await states()).toEqual({ 'i-1': 'Pending:Wait' });
    await settle(4, 10);
    expect(Object.keys(await states())).toEqual(['i-2']);
  });

  test('lets the instance into service when its default result says so', async () => {
    const { create, settle, states } = world();
    await create({ MinSize: '1', ...hook(LAUNCH, { DefaultResult: 'CONTINUE' }) });
    await settle(10, 10);
    expect(await states()).toEqual({ 'i-1': 'InService' });
  });

  test('fails to be completed twice, or for an instance that does not wait', async () => {
    const { create, settle, call } = world();
    await create({ MinSize: '1', ...hook(LAUNCH) });
    await settle();
    await call('CompleteLifecycleAction', complete('i-1'));
    await expect(call('CompleteLifecycleAction', complete('i-1'))).rejects.toThrow(
      'No active Lifecycle Action found with instance ID i-1',
    );
    await expect(call('CompleteLifecycleAction', complete('i-9'))).rejects.toThrow(
      'No active Lifecycle Action found with instance ID i-9',
    );
  });

  test('is completed by its token as well', async () => {
    const { create, settle, states, call, events } = world();
    await create({ MinSize: '1', ...hook(LAUNCH) });
    await settle();
    const [action] = events.details('EC2 Instance-launch Lifecycle Action') as { LifecycleActionToken: string }[];
    await call('CompleteLifecycleAction', {
      ...complete('i-1'),
      InstanceId: undefined,
      LifecycleActionToken: action?.LifecycleActionToken,
    });
    await settle();
    expect(await states()).toEqual({ 'i-1': 'InService' });
  });
});

describe('a termination hook', () => {
  test('holds the instance in EC2, and its replacement does not wait for it', async () => {
    const { create, settle, states, call, ec2, notified } = world();
    const target = 'arn:aws:sns:eu-west-1:123456789012:topic';
    await create({ MinSize: '1', ...hook(TERMINATE, { NotificationTargetARN: target, NotificationMetadata: 'data' }) });
    await settle();
    await call('TerminateInstanceInAutoScalingGroup', { InstanceId: 'i-1', ShouldDecrementDesiredCapacity: 'false' });
    await settle();
    expect(await states()).toEqual({ 'i-1': 'Terminating:Wait', 'i-2': 'InService' });
    expect(ec2.running.has('i-1')).toBe(true);
    expect(notified).toMatchObject([
      { target, message: { EC2InstanceId: 'i-1', NotificationMetadata: 'data', Service: 'AWS Auto Scaling' } },
    ]);
    await call('CompleteLifecycleAction', complete('i-1'));
    await settle();
    expect(await states()).toEqual({ 'i-2': 'InService' });
    expect(ec2.running.has('i-1')).toBe(false);
  });

  test('lets the instance go when it is deleted', async () => {
    const { create, settle, states, call } = world();
    await create({ MinSize: '1', ...hook(TERMINATE) });
    await settle();
    await call('TerminateInstanceInAutoScalingGroup', { InstanceId: 'i-1', ShouldDecrementDesiredCapacity: 'false' });
    await call('DeleteLifecycleHook', { AutoScalingGroupName: 'group', LifecycleHookName: 'hook' });
    await settle();
    expect(await states()).toEqual({ 'i-2': 'InService' });
  });
});

describe('a termination by hand', () => {
  test('fails to take the group below its minimum', async () => {
    const { create, settle, call } = world();
    await create();
    await settle();
    await expect(
      call('TerminateInstanceInAutoScalingGroup', { InstanceId: 'i-1', ShouldDecrementDesiredCapacity: 'true' }),
    ).rejects.toThrow(
      "Currently, desiredSize equals minSize (2). Terminating instance without replacement will violate group's min size constraint.",
    );
  });

  test('takes a desired instance along when told to', async () => {
    const { create, settle, call, group } = world();
    await create({ DesiredCapacity: '3' });
    await settle();
    await call('TerminateInstanceInAutoScalingGroup', { InstanceId: 'i-1', ShouldDecrementDesiredCapacity: 'true' });
    await settle();
    expect((await group())?.DesiredCapacity).toBe(2);
    expect((await group())?.Instances).toHaveLength(2);
  });
});
