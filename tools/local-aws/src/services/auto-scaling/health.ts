import { isLive, liveInstances, type Group } from './model';
import type { Runtime } from './runtime';
import { terminate } from './terminating';

/** How often a group looks at EC2, in AWS seconds. */
const CHECK_EVERY_SECONDS = 30;

/** An instance that EC2 no longer runs is unhealthy, whatever the grace period says. */
export async function checkHealth(runtime: Runtime, group: Group): Promise<void> {
  const live = liveInstances(group);
  const now = runtime.clock.now();
  if (live.length === 0 || group.suspended.has('HealthCheck') || now - group.healthCheckedAt < CHECK_EVERY_SECONDS) {
    return;
  }
  group.healthCheckedAt = now;
  for (const id of await runtime.ec2.notRunning(live.map((instance) => instance.id))) {
    const instance = group.instances.get(id);
    if (instance !== undefined) {
      instance.health = 'Unhealthy';
    }
  }
}

export function replaceUnhealthy(runtime: Runtime, group: Group): void {
  if (group.suspended.has('ReplaceUnhealthy') || group.suspended.has('Terminate')) {
    return;
  }
  const cause =
    'an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped, or because it was set unhealthy.';
  for (const instance of liveInstances(group).filter(({ health }) => health === 'Unhealthy')) {
    terminate(runtime, group, instance, cause);
  }
}

/** An instance past the group's maximum lifetime is replaced, one after the other. */
export function replaceExpired(runtime: Runtime, group: Group): void {
  const { maxInstanceLifetime: lifetime = 0 } = group;
  const instances = [...group.instances.values()];
  const settled = instances.every((instance) => isLive(instance) && instance.state === 'InService');
  if (lifetime === 0 || !settled || instances.length < group.desiredCapacity || group.suspended.has('Terminate')) {
    return;
  }
  const now = runtime.clock.now();
  const expired = instances.find(({ inServiceSince = now }) => now - inServiceSince > lifetime);
  if (expired !== undefined) {
    terminate(
      runtime,
      group,
      expired,
      'an instance was taken out of service in response to the maximum instance lifetime.',
    );
  }
}
