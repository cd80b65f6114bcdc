import { type Assignment, stays, type Task } from './model';

/** The group as one wide look finds it: without the tasks of others, and without what has stopped. */
export interface Survey {
  /** Active instances that can start tasks. */
  readonly active: readonly string[];
  /** Active instances without a task to be kept running. */
  readonly missing: readonly string[];
  /** Active instances with too many, or with an unhealthy one. */
  readonly odd: readonly string[];
  /** Active instances whose only task has the wanted definition and is new: whether it stays is open. */
  readonly unsettled: readonly string[];
  /** Draining instances with a task. */
  readonly leaving: readonly string[];
  /** Tasks of another definition, the only ones of active instances. */
  readonly outdated: readonly Task[];
}

/** A task that ran for so long has come up; the defaults of a health check tell within it. */
export const SETTLED_AFTER = 2 * 60_000;

export function survey(
  active: readonly string[],
  draining: readonly string[],
  tasks: readonly Task[],
  { taskDefinition }: Pick<Assignment, 'taskDefinition'>,
  now: number,
): Survey {
  const on = tasksByInstance(tasks.filter(stays));
  const alone = active.flatMap((instance) => (on(instance).length === 1 ? on(instance) : []));
  const [current, outdated] = split(alone, (task) => task.taskDefinition === taskDefinition);
  return {
    active,
    missing: active.filter((instance) => on(instance).length === 0),
    odd: active.filter((instance) => on(instance).length > 1 || on(instance).some(isUnhealthy)),
    unsettled: current.filter((task) => !hasSettled(task, now)).map(({ instance }) => instance),
    leaving: draining.filter((instance) => on(instance).length > 0),
    outdated,
  };
}

function tasksByInstance(tasks: readonly Task[]): (instance: string) => readonly Task[] {
  const found = new Map<string, Task[]>();
  for (const task of tasks) {
    const others = found.get(task.instance);
    if (others) {
      others.push(task);
    } else {
      found.set(task.instance, [task]);
    }
  }
  return (instance) => found.get(instance) ?? [];
}

function split<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

function isUnhealthy({ healthStatus }: Task): boolean {
  return healthStatus === 'UNHEALTHY';
}

function hasSettled({ lastStatus, startedAt }: Task, now: number): boolean {
  return lastStatus === 'RUNNING' && startedAt !== undefined && startedAt <= now - SETTLED_AFTER;
}
