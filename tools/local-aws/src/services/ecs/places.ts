import type { Cluster, ContainerInstance, Task } from './model';
import type { Place } from './placement';

/** Tasks that hold resources on an instance: all that are placed there and have not stopped. */
export function tasksOn(cluster: Cluster, instance: Pick<ContainerInstance, 'arn'>): Task[] {
  return [...cluster.tasks.values()].filter(
    ({ instanceArn, last }) => instanceArn === instance.arn && last !== 'STOPPED',
  );
}

/** An instance with what is left of it. */
export function placeOf(cluster: Cluster, instance: ContainerInstance): Place {
  const tasks = tasksOn(cluster, instance);
  const used = (of: (task: Task) => number) => tasks.reduce((sum, task) => sum + of(task), 0);
  return {
    arn: instance.arn,
    attributes: instance.attributes,
    freeCpu: instance.cpu - used(({ demand }) => demand.cpu),
    freeMemory: instance.memory - used(({ demand }) => demand.memory),
    usedTcp: new Set([...instance.reservedTcp, ...tasks.flatMap(({ demand }) => demand.tcp)]),
    usedUdp: new Set([...instance.reservedUdp, ...tasks.flatMap(({ demand }) => demand.udp)]),
    taskGroups: tasks.map(({ group }) => group),
    fields: {
      agentConnected: String(instance.agentConnected),
      agentVersion: instance.versionInfo?.agentVersion ?? '',
      ec2InstanceId: instance.ec2InstanceId,
      registeredAt: instance.registeredAt.toISOString(),
      runningTasksCount: String(tasks.filter(({ last }) => last === 'RUNNING').length),
    },
  };
}

/** Where the scheduler may put a task: active instances whose agent listens, of the provider if there is one. */
export function openPlaces(cluster: Cluster, capacityProvider: string | undefined): Place[] {
  return [...cluster.instances.values()]
    .filter(({ status, agentConnected }) => status === 'ACTIVE' && agentConnected)
    .filter((instance) => capacityProvider === undefined || instance.capacityProvider === capacityProvider)
    .map((instance) => placeOf(cluster, instance));
}
