import { Attempts } from './attempts';
import type { Keeping } from './keeping';
import { describeTasks } from './look';
import { REASONS } from './reasons';
import { toReplace } from './rollout';
import { survey } from './survey';
import { stop, tendAll } from './tend';

/** How many instances one sweep looks at closely: about four calls each. */
export const WINDOW = 100;

const MINUTE = 60_000;

/** Looks at the whole group, tends what is not as it should be, and answers how many instances lack their task. */
export async function sweep(keeping: Keeping): Promise<number> {
  const { ecs, assignment, now } = keeping;
  const active = await ecs.members('ACTIVE');
  const draining = await ecs.members('DRAINING');
  const tasks = await describeTasks(ecs, await ecs.tasksStartedBy(assignment.startedBy));
  const found = survey(active, draining, tasks, assignment, now());

  const attempts = new Attempts();
  const suspects = [...found.missing, ...found.odd, ...found.leaving];
  const views = await tendAll(windowOf(suspects, now()), keeping, attempts);
  const outdated = toReplace(found, views, assignment.startedBy);
  await attempts.attempt(() => stop(outdated, REASONS.outdated, keeping));
  attempts.finish();
  return found.missing.length;
}

/** Another part of them each minute, so that those that cannot be helped do not keep the others waiting. */
function windowOf(suspects: readonly string[], now: number): string[] {
  const sorted = [...suspects].sort();
  const turn = Math.floor(now / MINUTE) * WINDOW;
  const from = sorted.length > WINDOW ? turn % sorted.length : 0;
  return [...sorted.slice(from), ...sorted.slice(0, from)].slice(0, WINDOW);
}
