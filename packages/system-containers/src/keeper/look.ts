import { AT_ONCE, batches } from './batches';
import type { EcsPort } from './ecs-port';
import { type Instance, occupies, type Task, type View } from './model';
import { isKept } from './started-by';

export async function describeInstances(ecs: EcsPort, arns: readonly string[]): Promise<Instance[]> {
  const described = [];
  for (const some of batches(arns, AT_ONCE.describeContainerInstances)) {
    described.push(...(await ecs.describeInstances(some)));
  }
  return described;
}

export async function describeTasks(ecs: EcsPort, arns: readonly string[]): Promise<Task[]> {
  const described = [];
  for (const some of batches(arns, AT_ONCE.describeTasks)) {
    described.push(...(await ecs.describeTasks(some)));
  }
  return described;
}

/** An instance with its tasks. Both lists of tasks: one that was told to stop may run for minutes. */
export async function look(ecs: EcsPort, instance: Instance): Promise<View> {
  const running = await ecs.tasksOn(instance.arn, 'RUNNING');
  const stopped = await ecs.tasksOn(instance.arn, 'STOPPED');
  // one that is told to stop in between is in both
  return { instance, tasks: await describeTasks(ecs, [...new Set([...running, ...stopped])]) };
}

/** What the group of a service's task begins with. */
const SERVICE = 'service:';

/**
 * Groups of those tasks on a draining instance that belong to daemon services. Nobody is asked while a task of no
 * service is left there anyway.
 */
export async function daemonsOn(ecs: EcsPort, { instance, tasks }: View): Promise<Set<string>> {
  const others = tasks.filter((task) => occupies(task) && !isKept(task)).map(({ group }) => group);
  if (instance.status !== 'DRAINING' || others.some((group) => !group.startsWith(SERVICE))) {
    return new Set();
  }
  const daemons = new Set<string>();
  for (const some of batches([...new Set(others)], AT_ONCE.describeServices)) {
    for (const name of await ecs.daemonsAmong(some.map((group) => group.slice(SERVICE.length)))) {
      daemons.add(SERVICE + name);
    }
  }
  return daemons;
}
