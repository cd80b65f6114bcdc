import type { RefreshPreferences } from '@aws-sdk/client-auto-scaling';
import type { Properties, ResourceContext } from '../../cloudformation/resource-type';
import { describeGroup, untilInService } from './stabilise-group';

/** CloudFormation's own defaults for a refresh that it starts. */
const REFRESH_DEFAULTS: RefreshPreferences = {
  MinHealthyPercentage: 100,
  MaxHealthyPercentage: 110,
  SkipMatching: true,
};

/** A refresh may wait an hour for each step; CloudFormation gives the whole of it this long, in AWS seconds. */
const REFRESH_SECONDS = 36 * 3600;

const PREFERENCE_NUMBERS = ['BakeTime', 'InstanceWarmup', 'MaxHealthyPercentage', 'MinHealthyPercentage'];
const PREFERENCE_BOOLEANS = ['AutoRollback', 'SkipMatching'];

/** `AutoScalingInstanceRefresh`: replaces what no longer matches, and waits for the end. */
export async function refreshInstances(context: ResourceContext, name: string, policy: Properties): Promise<void> {
  const preferences = Object.entries((policy.Preferences ?? {}) as Properties).map(([key, value]) => [
    key,
    preference(key, value),
  ]);
  const { autoScaling } = context.clients;
  const { InstanceRefreshId: id } = await autoScaling.startInstanceRefresh({
    AutoScalingGroupName: name,
    Strategy: policy.Strategy,
    Preferences: { ...REFRESH_DEFAULTS, ...Object.fromEntries(preferences) },
  });
  const done = async () => {
    const { InstanceRefreshes: [refresh] = [] } = await autoScaling.describeInstanceRefreshes({
      AutoScalingGroupName: name,
      InstanceRefreshIds: [String(id)],
    });
    if (refresh?.Status === 'Successful') {
      return true;
    }
    if (['Cancelled', 'Failed', 'RollbackFailed', 'RollbackSuccessful'].includes(String(refresh?.Status))) {
      throw new Error(
        `Instance refresh ${id} of ${name} ended as ${refresh?.Status}: ${refresh?.StatusReason ?? 'no reason given'}`,
      );
    }
    return false;
  };
  try {
    await context.stabilise(`instance refresh ${id} of ${name}`, done, REFRESH_SECONDS);
  } catch (error) {
    // Whatever ended the wait, the refresh must not go on behind a roll-back that starts its own.
    await autoScaling.cancelInstanceRefresh({ AutoScalingGroupName: name }).catch(() => undefined);
    throw error;
  }
}

/** A template may write numbers and booleans as texts. */
function preference(key: string, value: unknown): unknown {
  if (PREFERENCE_NUMBERS.includes(key)) {
    return Number(value);
  }
  return PREFERENCE_BOOLEANS.includes(key) ? String(value) === 'true' : value;
}

/** `AutoScalingRollingUpdate`: replaces batch after batch, each terminated first, then waited for. */
export async function rollInstances(context: ResourceContext, name: string, policy: Properties): Promise<void> {
  const atOnce = Number(policy.MaxBatchSize ?? 1);
  const keep = Number(policy.MinInstancesInService ?? 0);
  const group = await describeGroup(context, name);
  const outdated = (group?.Instances ?? []).map(({ InstanceId }) => String(InstanceId));
  const size = Math.min(atOnce, (group?.DesiredCapacity ?? 0) - keep);
  if (outdated.length > 0 && size < 1) {
    throw new Error(
      `The rolling update of ${name} cannot replace an instance: MinInstancesInService (${keep}) must be less than the group's desired capacity (${group?.DesiredCapacity})`,
    );
  }
  for (let from = 0; from < outdated.length; from += size) {
    for (const InstanceId of outdated.slice(from, from + size)) {
      await context.clients.autoScaling.terminateInstanceInAutoScalingGroup({
        InstanceId,
        ShouldDecrementDesiredCapacity: false,
      });
    }
    await context.stabilise(`the batch of ${name} to be replaced`, async () => {
      const instances = (await describeGroup(context, name))?.Instances ?? [];
      return !instances.some(({ InstanceId }) => outdated.slice(from, from + size).includes(String(InstanceId)));
    });
    await untilInService(context, name);
  }
}
