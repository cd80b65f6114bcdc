import { createHash } from 'node:crypto';

const PREFIX = 'ecs-groundwork-keeper/';

/** What ECS allows of a `startedBy`. */
const LENGTH = 36;

/** Marks the tasks of one keeper; `address` tells it from the others of its cluster. */
export function startedByKeeper(address: string): string {
  return (
    PREFIX +
    createHash('sha256')
      .update(address)
      .digest('hex')
      .slice(0, LENGTH - PREFIX.length)
  );
}

/** Whether some keeper started this task: keepers of one group would wait for each other's tasks for ever. */
export function isKept({ startedBy }: { readonly startedBy: string }): boolean {
  return startedBy.startsWith(PREFIX);
}
