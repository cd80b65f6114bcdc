import { announceInstance } from './events';
import { instancesFor, targetSize } from './managed-scaling';
import type { CapacityProvider, Cluster, ContainerInstance } from './model';
import { tasksOn } from './places';
import type { GroupView } from './ports';
import type { Runtime } from './runtime';
import { waitingTasks } from './waiting';

/** The group must have been too large for so long before it shrinks: fifteen one-minute data points. */
const SCALE_IN_AFTER_SECONDS = 900;

/** What ECS does for a provider that clusters use: scales its group, protects busy instances, drains leaving ones. */
export async function reconcileProvider(runtime: Runtime, provider: CapacityProvider): Promise<void> {
  const group = await runtime.groups.describe(provider.groupName);
  if (group === undefined) {
    return;
  }
  const clusters = [...runtime.clusters.values()].filter(({ status }) => status === 'ACTIVE');
  const members = clusters.flatMap((cluster) =>
    [...cluster.instances.values()]
      .filter(
        ({ ec2InstanceId, status }) => status !== 'INACTIVE' && group.instances.some(({ id }) => id === ec2InstanceId),
      )
      .map((instance) => ({ cluster, instance })),
  );
  members.forEach(({ instance }) => (instance.capacityProvider = provider.name));
  if (provider.managedDraining) {
    await drain(runtime, group, members);
  }
  const using = clusters.filter(({ capacityProviders }) => capacityProviders.includes(provider.name));
  if (using.length > 0 && provider.managedTerminationProtection) {
    await protectBusy(runtime, group, members);
  }
  if (using.length > 0 && provider.managedScaling.status === 'ENABLED') {
    await scale(runtime, provider, group, using, members);
  }
}

interface Member {
  readonly cluster: Cluster;
  readonly instance: ContainerInstance;
}

function isBusy({ cluster, instance }: Member): boolean {
  return tasksOn(cluster, instance).some(({ daemon }) => !daemon);
}

/** A terminating instance is set DRAINING and let go once its last task has stopped. */
async function drain(runtime: Runtime, group: GroupView, members: readonly Member[]): Promise<void> {
  for (const { id } of group.instances.filter(({ lifecycleState }) => lifecycleState === 'Terminating:Wait')) {
    const member = members.find(({ instance }) => instance.ec2InstanceId === id);
    if (member?.instance.status === 'ACTIVE') {
      member.instance.status = 'DRAINING';
      announceInstance(runtime, member.cluster, member.instance);
    }
    if (member !== undefined && tasksOn(member.cluster, member.instance).length > 0) {
      await runtime.groups.heartbeat(group.name, id);
    } else {
      await runtime.groups.completeDraining(group.name, id);
    }
  }
}

async function protectBusy(runtime: Runtime, group: GroupView, members: readonly Member[]): Promise<void> {
  const bare = members.filter(isBusy).map(({ instance }) => instance.ec2InstanceId);
  await setProtection(runtime, group, bare, true);
}

async function scale(
  runtime: Runtime,
  provider: CapacityProvider,
  group: GroupView,
  using: readonly Cluster[],
  members: readonly Member[],
): Promise<void> {
  const waiting = using.flatMap((cluster) => waitingTasks(cluster, provider.name)).map(({ demand }) => demand);
  // What drains is replaced elsewhere already: counted as busy it would make the group grow during every refresh.
  const busy = members.filter((member) => member.instance.status === 'ACTIVE' && isBusy(member)).length;
  // Instances that are on their way, or empty, may take what waits; they are not needed twice.
  const extra = waiting.length === 0 ? 0 : instancesFor(waiting, await runtime.groups.capacity(group.name));
  const { targetCapacity, minimumScalingStepSize, maximumScalingStepSize } = provider.managedScaling;
  const size = targetSize({
    needed: busy + extra,
    current: group.desiredCapacity,
    min: group.minSize,
    max: group.maxSize,
    targetCapacity,
    minimumStep: minimumScalingStepSize,
    maximumStep: maximumScalingStepSize,
  });
  const now = runtime.clock.now();
  if (size >= group.desiredCapacity) {
    provider.surplusSince = undefined;
    if (size > group.desiredCapacity) {
      await runtime.groups.setDesiredCapacity(group.name, size);
    }
    return;
  }
  provider.surplusSince ??= now;
  if (now - provider.surplusSince >= SCALE_IN_AFTER_SECONDS) {
    await shrink(runtime, provider, group, members, size);
  }
}

/** With termination protection only empty instances become eligible, so a full one is never taken for an empty one. */
async function shrink(
  runtime: Runtime,
  provider: CapacityProvider,
  group: GroupView,
  members: readonly Member[],
  size: number,
): Promise<void> {
  if (provider.managedTerminationProtection) {
    const empty = members.filter((member) => !isBusy(member)).map(({ instance }) => instance.ec2InstanceId);
    await setProtection(runtime, group, empty.slice(0, group.desiredCapacity - size), false);
  }
  provider.surplusSince = undefined;
  await runtime.groups.setDesiredCapacity(group.name, size);
}

/** Changes only what differs, and only where Auto Scaling allows it: on instances in service. */
async function setProtection(
  runtime: Runtime,
  group: GroupView,
  ids: readonly string[],
  isProtected: boolean,
): Promise<void> {
  const changing = group.instances
    .filter(
      ({ id, lifecycleState, protectedFromScaleIn }) =>
        ids.includes(id) && lifecycleState === 'InService' && protectedFromScaleIn !== isProtected,
    )
    .map(({ id }) => id);
  const AT_ONCE = 50;
  for (let from = 0; from < changing.length; from += AT_ONCE) {
    await runtime.groups.setProtection(group.name, changing.slice(from, from + AT_ONCE), isProtected);
  }
}
