import type { AutoScalingGroup, Activity, InstanceRefresh } from '@aws-sdk/client-auto-scaling';
import { autoScaling } from '../../src/services/auto-scaling';
import { CollectedEvents } from '../support/collected-events';
import { ManualClock } from '../support/manual-clock';
import { FakeEc2 } from './fake-ec2';

export const ACCOUNT = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** Auto Scaling on a fake EC2, moved by hand. */
export function world() {
  const clock = new ManualClock();
  const events = new CollectedEvents();
  const ec2 = new FakeEc2();
  const launched: string[] = [];
  const terminated: string[] = [];
  const notified: { target: string; message: object }[] = [];
  const service = autoScaling({
    account: ACCOUNT,
    clock,
    ec2,
    events,
    targets: {
      notify: async (target, message) => {
        notified.push({ target, message });
      },
    },
    observer: {
      launched: ({ instanceId }) => launched.push(instanceId),
      terminated: (instanceId) => terminated.push(instanceId),
    },
    onError: (error) => {
      throw error;
    },
  });

  /** An API call with the input as the query protocol delivers it. */
  const call = async (action: string, input: Record<string, unknown> = {}): Promise<Record<string, unknown>> => {
    const output = await service.handle({ service: 'autoscaling', action, input });
    if (typeof output === 'symbol') {
      throw new Error(`${action} was passed on`);
    }
    return output;
  };
  const group = async (name = 'group') => {
    const { AutoScalingGroups } = await call('DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] });
    return (AutoScalingGroups as AutoScalingGroup[])[0];
  };
  return {
    clock,
    events,
    ec2,
    launched,
    terminated,
    notified,
    call,
    group,
    create: (input: Record<string, unknown> = {}) =>
      call('CreateAutoScalingGroup', {
        AutoScalingGroupName: 'group',
        MinSize: '2',
        MaxSize: '4',
        VPCZoneIdentifier: 'subnet-a,subnet-b',
        LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '1' },
        ...input,
      }),
    /** Some passes, each a little later than the one before. */
    settle: async (passes = 6, seconds = 1) => {
      for (let pass = 0; pass < passes; pass++) {
        clock.pass(seconds);
        await service.tick();
      }
    },
    states: async () =>
      Object.fromEntries(
        ((await group())?.Instances ?? []).map(({ InstanceId, LifecycleState }) => [InstanceId, LifecycleState]),
      ),
    activities: async () =>
      (await call('DescribeScalingActivities', { AutoScalingGroupName: 'group' })).Activities as Activity[],
    refresh: async () =>
      (
        (await call('DescribeInstanceRefreshes', { AutoScalingGroupName: 'group' }))
          .InstanceRefreshes as InstanceRefresh[]
      )[0],
  };
}
