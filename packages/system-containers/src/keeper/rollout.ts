import type { Task, View } from './model';
import type { Survey } from './survey';

/** How many instances may be without a settled task because of a new task definition: one in so many, and at least one. */
export const SHARE = 10;

/** Bounds the calls of one look. */
export const MOST_AT_ONCE = 50;

/**
 * Which tasks of an older task definition are to be stopped now; their successors are started when they have. A
 * definition that does not stay up keeps its instances in trouble, and so reaches no more than its share of them.
 *
 * @param views what a closer look found of those in trouble, as far as they were looked at
 */
export function toReplace(survey: Survey, views: readonly View[], startedBy: string): Task[] {
  const troubled = new Set([...survey.missing, ...survey.odd, ...survey.unsettled]);
  for (const { instance, tasks } of views) {
    // it never had one (ECS refuses it, or it is new): no reason to wait
    if (tasks.every((task) => task.startedBy !== startedBy)) {
      troubled.delete(instance.arn);
    }
  }
  const allowed = Math.min(Math.max(1, Math.floor(survey.active.length / SHARE)), MOST_AT_ONCE) - troubled.size;
  return inOrder(survey.outdated).slice(0, Math.max(0, allowed));
}

/** Keepers that run at the same time choose the same tasks. */
function inOrder(tasks: readonly Task[]): Task[] {
  return [...tasks].sort((one, other) => (one.arn < other.arn ? -1 : 1));
}
