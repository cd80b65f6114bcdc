import { dueAt } from './back-off';
import { type Assignment, occupies, stays, type Task, type View } from './model';
import { REASONS, type Reason } from './reasons';
import { isKept } from './started-by';

export type Verdict =
  | { readonly action: 'wait' }
  | { readonly action: 'start' }
  | { readonly action: 'stop'; readonly tasks: readonly Task[]; readonly reason: Reason };

export interface Circumstances {
  readonly assignment: Pick<Assignment, 'taskDefinition' | 'startedBy'>;
  /** Groups of the tasks of daemon services: those that ECS stops last, after the keeper's. */
  readonly daemons: ReadonlySet<string>;
  readonly now: number;
}

const WAIT: Verdict = { action: 'wait' };

/** What is to be done on one instance, by its state alone: whatever brought us here may be late, doubled or lost. */
export function verdict({ instance, tasks }: View, { assignment, daemons, now }: Circumstances): Verdict {
  const own = tasks.filter(({ startedBy }) => startedBy === assignment.startedBy);
  const staying = own.filter(stays);
  if (instance.status === 'DRAINING') {
    const leave = staying.length > 0 && !tasks.some((task) => isWork(task, daemons));
    return leave ? stop(staying, REASONS.drained) : WAIT;
  }
  if (instance.status !== 'ACTIVE') {
    return WAIT;
  }
  const [kept, ...surplus] = inOrderOfPreference(staying, assignment.taskDefinition);
  if (surplus.length > 0) {
    return stop(surplus, REASONS.surplus);
  }
  if (kept?.healthStatus === 'UNHEALTHY') {
    return stop([kept], REASONS.unhealthy);
  }
  // one that still stops may hold the ports that its successor needs
  if (own.some(occupies) || !instance.agentConnected) {
    return WAIT;
  }
  return now >= dueAt(own, assignment.taskDefinition) ? { action: 'start' } : WAIT;
}

/** Whether a task is what a draining instance has to finish before the kept ones may go. */
function isWork(task: Task, daemons: ReadonlySet<string>): boolean {
  return occupies(task) && !isKept(task) && !daemons.has(task.group);
}

/**
 * By what never changes of a task: keepers that run at the same time, and see the same tasks, stop the same ones. The
 * oldest of the current task definition comes first.
 */
function inOrderOfPreference(tasks: readonly Task[], taskDefinition: string): Task[] {
  const outdated = (task: Task) => Number(task.taskDefinition !== taskDefinition);
  return [...tasks].sort(
    (one, other) =>
      outdated(one) - outdated(other) || one.createdAt - other.createdAt || (one.arn < other.arn ? -1 : 1),
  );
}

function stop(tasks: readonly Task[], reason: Reason): Verdict {
  return { action: 'stop', tasks, reason };
}
