import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { ResourceContext } from '../../cloudformation/resource-type';

/** So many launches may fail in a row before the wait is given up. */
const FAILURES_AT_MOST = 3;

export async function describeGroup(context: ResourceContext, name: string): Promise<AutoScalingGroup | undefined> {
  const { AutoScalingGroups = [] } = await context.clients.autoScaling.describeAutoScalingGroups({
    AutoScalingGroupNames: [name],
  });
  return AutoScalingGroups[0];
}

/** Waits until the group has all its instances in service, or its launches keep failing. */
export async function untilInService(context: ResourceContext, name: string): Promise<void> {
  await context.stabilise(`${name} to have its instances in service`, async () => {
    const group = await describeGroup(context, name);
    const inService = (group?.Instances ?? []).filter(({ LifecycleState }) => LifecycleState === 'InService');
    if (inService.length === (group?.Instances ?? []).length && inService.length >= (group?.DesiredCapacity ?? 0)) {
      return true;
    }
    await failIfLaunchesFail(context, name, inService.length, group?.MinSize ?? 0);
    return false;
  });
}

async function failIfLaunchesFail(
  context: ResourceContext,
  name: string,
  current: number,
  minSize: number,
): Promise<void> {
  const { Activities = [] } = await context.clients.autoScaling.describeScalingActivities({
    AutoScalingGroupName: name,
  });
  const launches = Activities.filter(
    ({ Description, StatusCode }) => Description?.startsWith('Launching') && StatusCode !== 'PreInService',
  );
  const ended = launches.filter(({ StatusCode }) => StatusCode === 'Failed' || StatusCode === 'Successful');
  const latest = ended.slice(0, FAILURES_AT_MOST);
  if (latest.length === FAILURES_AT_MOST && latest.every(({ StatusCode }) => StatusCode === 'Failed')) {
    throw new Error(
      `Group did not stabilize. {current: ${current}, minSize: ${minSize}, reason: ${latest[0]?.StatusMessage}}`,
    );
  }
}
