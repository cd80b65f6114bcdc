import type { LifecycleHookSpecification } from '@aws-sdk/client-auto-scaling';
import type { ResourceContext } from '../../cloudformation/resource-type';

/** Brings the hooks that a group's own property lists from `previous` to `wanted`; other hooks stay. */
export async function changeHooks(
  { clients }: ResourceContext,
  AutoScalingGroupName: string,
  wanted: readonly LifecycleHookSpecification[],
  previous: readonly LifecycleHookSpecification[],
): Promise<void> {
  const nameOf = ({ LifecycleHookName }: LifecycleHookSpecification) => LifecycleHookName;
  const gone = previous.filter((hook) => !wanted.some((other) => nameOf(other) === nameOf(hook)));
  for (const { LifecycleHookName } of gone) {
    await clients.autoScaling.deleteLifecycleHook({ AutoScalingGroupName, LifecycleHookName });
  }
  for (const hook of wanted.filter(
    (candidate) => !previous.some((other) => JSON.stringify(other) === JSON.stringify(candidate)),
  )) {
    await clients.autoScaling.putLifecycleHook({ ...hook, AutoScalingGroupName });
  }
}
