import { world } from './world';

const start = (Preferences: Record<string, string> = {}, input: Record<string, unknown> = {}) => ({
  AutoScalingGroupName: 'group',
  Preferences,
  ...input,
});
const NEW = { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '2' } };

async function groupOf(size: string, input: Record<string, unknown> = {}) {
  const all = world();
  await all.create({ MinSize: size, MaxSize: '6', ...input });
  await all.settle();
  all.ec2.publishVersion();
  return all;
}

describe('an instance refresh of a group', () => {
  test('replaces every instance and launches before it terminates', async () => {
    const { call, settle, group, refresh, states } = await groupOf('2');
    await call('UpdateAutoScalingGroup', { AutoScalingGroupName: 'group', ...NEW });
    await call(
      'StartInstanceRefresh',
      start({ MinHealthyPercentage: '100', MaxHealthyPercentage: '110', SkipMatching: 'true' }),
    );
    const sizes: number[] = [];
    for (let pass = 0; pass < 20; pass++) {
      await settle(1);
      sizes.push(Object.values(await states()).filter((state) => !String(state).startsWith('Terminating')).length);
    }
    expect(await refresh()).toMatchObject({ Status: 'Successful', PercentageComplete: 100, InstancesToUpdate: 0 });
    expect(Math.min(...sizes)).toBe(2);
    expect(Math.max(...sizes)).toBe(3);
    const { Instances = [] } = (await group()) ?? {};
    expect(Instances.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual(['2', '2']);
    expect(Instances.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(['zone-a', 'zone-b']);
  });

  test('fails with what was wrong with its launches', async () => {
    const { call, settle, refresh, ec2 } = await groupOf('1');
    await call('StartInstanceRefresh', start({ MinHealthyPercentage: '100', MaxHealthyPercentage: '110' }));
    ec2.launchError = 'The image id does not exist.';
    await settle(8, 700);
    expect(await refresh()).toMatchObject({
      Status: 'Failed',
      StatusReason: 'Failed to make progress for one hour: The image id does not exist. Launching EC2 instance failed.',
    });
  });

  test('leaves what matches already when told to skip it', async () => {
    const { call, settle, states } = await groupOf('2');
    await call('StartInstanceRefresh', start({ SkipMatching: 'true' }));
    await settle(10);
    expect(Object.keys(await states())).toEqual(['i-1', 'i-2']);
  });

  test('replaces what matches as well otherwise', async () => {
    const { call, settle, states } = await groupOf('1');
    await call('StartInstanceRefresh', start());
    await settle(10);
    expect(await states()).toEqual({ 'i-2': 'InService' });
  });

  test('waits for the warm-up of each new instance', async () => {
    const { call, settle, refresh } = await groupOf('1');
    await call('StartInstanceRefresh', start({ InstanceWarmup: '120' }));
    await settle(10);
    expect((await refresh())?.Status).toBe('InProgress');
    await settle(2, 100);
    expect((await refresh())?.Status).toBe('Successful');
  });

  test('fails after an hour when protected instances hold it', async () => {
    const { call, settle, refresh } = await groupOf('1', { NewInstancesProtectedFromScaleIn: 'true' });
    await call('StartInstanceRefresh', start());
    await settle(3, 1300);
    expect((await refresh())?.Status).toBe('InProgress');
    await settle(3, 1300);
    expect(await refresh()).toMatchObject({
      Status: 'Failed',
      StatusReason: 'Failed to make progress for one hour: waiting for 1 instances protected from scale-in',
    });
  });

  test('replaces protected instances when told to', async () => {
    const { call, settle, states, refresh } = await groupOf('1', { NewInstancesProtectedFromScaleIn: 'true' });
    await call('StartInstanceRefresh', start({ ScaleInProtectedInstances: 'Refresh' }));
    await settle(10);
    expect((await refresh())?.Status).toBe('Successful');
    expect(await states()).toEqual({ 'i-2': 'InService' });
  });

  test('returns to the old configuration when its instances never come up, if it may', async () => {
    const hooks = [
      { LifecycleHookName: 'hook', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING', HeartbeatTimeout: '600' },
    ];
    const { call, settle, refresh, group, events, states } = await groupOf('2');
    await call('PutLifecycleHook', { AutoScalingGroupName: 'group', ...hooks[0] });
    await call(
      'StartInstanceRefresh',
      start(
        { MinHealthyPercentage: '100', MaxHealthyPercentage: '110', AutoRollback: 'true' },
        { DesiredConfiguration: NEW },
      ),
    );
    await settle(12, 400);
    expect((await refresh())?.Status).toBe('RollbackSuccessful');
    expect((await group())?.LaunchTemplate?.Version).toBe('1');
    expect(Object.keys(await states())).toEqual(['i-1', 'i-2']);
    expect(events.all.map(({ detailType }) => detailType)).toContain(
      'EC2 Auto Scaling Instance Refresh Rollback Succeeded',
    );
  });

  test('can be cancelled, which brings the configuration back', async () => {
    const { call, settle, refresh, group } = await groupOf('2');
    await call('StartInstanceRefresh', start({ InstanceWarmup: '1000' }, { DesiredConfiguration: NEW }));
    await settle(3);
    expect((await group())?.LaunchTemplate?.Version).toBe('2');
    await call('CancelInstanceRefresh', { AutoScalingGroupName: 'group' });
    await settle(2);
    expect((await refresh())?.Status).toBe('Cancelled');
    expect((await group())?.LaunchTemplate?.Version).toBe('1');
  });

  test('fails to start beside another', async () => {
    const { call } = await groupOf('1');
    await call('StartInstanceRefresh', start());
    await expect(call('StartInstanceRefresh', start())).rejects.toMatchObject({ code: 'InstanceRefreshInProgress' });
  });

  test('fails to be cancelled when there is none', async () => {
    const { call } = await groupOf('1');
    await expect(call('CancelInstanceRefresh', { AutoScalingGroupName: 'group' })).rejects.toThrow(
      'No in progress or pending Instance Refresh found for Auto Scaling group group',
    );
  });

  test.each<[Record<string, unknown>, string]>([
    [{ CheckpointDelay: '60' }, 'Local AWS does not play the instance refresh preferences CheckpointDelay'],
    [
      { AutoRollback: 'true' },
      'The desired configuration must be specified when the AutoRollback preference is enabled.',
    ],
    [
      { MinHealthyPercentage: '0', MaxHealthyPercentage: '150' },
      'MaxHealthyPercentage must be 100 to 200 and at most 100 above MinHealthyPercentage (0), got 150',
    ],
  ])('fails with the preferences %j', async (preferences, message) => {
    const { call } = await groupOf('1');
    await expect(
      call('StartInstanceRefresh', { AutoScalingGroupName: 'group', Preferences: preferences }),
    ).rejects.toThrow(message);
  });
});
