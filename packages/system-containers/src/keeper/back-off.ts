import type { Task } from './model';
import { REASONS } from './reasons';

const MINUTE = 60_000;

/** A task that ran for so long did not fail at its start: what ended it is no reason to wait. */
export const RAN_WELL = 10 * MINUTE;

/**
 * The longest pause. At this pace the hour for which ECS remembers stopped tasks holds more failures than it takes to
 * get here, so the pause does not shrink while the container keeps failing.
 */
export const LONGEST_PAUSE = 8 * MINUTE;

/**
 * When to start the container again after these tasks: at once after one failure in a row, then 1, 2, 4 and 8 minutes
 * after the last. Reckoned from what ECS remembers, so that there is no other memory to lose or to contradict it.
 * Failures of another task definition do not count: a new one may be the cure.
 */
export function dueAt(tasks: readonly Task[], taskDefinition: string): number {
  const stopped = tasks
    .filter((task) => task.taskDefinition === taskDefinition && endedByItself(task))
    .sort((one, other) => endOf(other) - endOf(one));
  const wellAt = stopped.findIndex(ranWell);
  const failures = wellAt < 0 ? stopped.length : wellAt;
  return failures === 0 ? 0 : endOf(stopped[0]) + pauseAfter(failures);
}

/** Or as good as: what was stopped to drain, to make room or by a person did not fail. */
function endedByItself({ lastStatus, stopCode, stoppedReason }: Task): boolean {
  return lastStatus === 'STOPPED' && (stopCode !== 'UserInitiated' || stoppedReason === REASONS.unhealthy);
}

function pauseAfter(failures: number): number {
  return failures < 2 ? 0 : Math.min(MINUTE * 2 ** (failures - 2), LONGEST_PAUSE);
}

function ranWell(task: Task): boolean {
  return task.startedAt !== undefined && endOf(task) - task.startedAt >= RAN_WELL;
}

function endOf({ stoppedAt, createdAt }: Task): number {
  return stoppedAt ?? createdAt;
}
