import type { EcsPort } from './ecs-port';
import { describeTasks } from './look';
import { occupies } from './model';
import { REASONS } from './reasons';

export interface Patience {
  /** Waits a little; false once there is no time left. */
  readonly pause: () => Promise<boolean>;
}

/** So many looks find nothing left to tell to stop: the last keeper may have started one while it was deleted. */
const QUIET_LOOKS = 2;

/**
 * How many looks tasks get that were told to stop. ECS ends the most patient container after two minutes; a task on an
 * instance whose agent is gone never says that it stopped, and hinders nobody.
 */
export const LOOKS_TO_STOP = 36;

/** Stops every task that a keeper started, and waits for them to end. */
export async function stopAll(startedBy: string, ecs: EcsPort, { pause }: Patience): Promise<void> {
  const told = new Set<string>();
  for (let quiet = 0; ; quiet++) {
    const staying = await ecs.tasksStartedBy(startedBy);
    for (const task of staying) {
      await ecs.stopTask(task, REASONS.deleted);
      told.add(task);
    }
    quiet = staying.length > 0 ? 0 : quiet;
    const stopping = (await describeTasks(ecs, [...told])).filter(occupies);
    if (quiet >= (stopping.length > 0 ? LOOKS_TO_STOP : QUIET_LOOKS - 1)) {
      return;
    }
    if (!(await pause())) {
      throw new Error(
        `${stopping.length} tasks started by ${startedBy} still run; delete again, or stop them and delete again`,
      );
    }
  }
}
