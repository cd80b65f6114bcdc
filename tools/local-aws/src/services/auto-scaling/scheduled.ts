import type { Group } from './model';
import type { Runtime } from './runtime';
import { resize } from './sizes';

/**
 * Runs the group's one-off scheduled actions whose time has come. Recurring ones are kept and reported but never run:
 * local AWS does not live long enough for a calendar.
 */
export function runDueActions({ clock }: Runtime, group: Group): void {
  if (group.suspended.has('ScheduledActions')) {
    return;
  }
  for (const [name, action] of group.scheduled) {
    if (action.StartTime !== undefined && action.Recurrence === undefined && action.StartTime <= clock.date()) {
      group.scheduled.delete(name);
      resize(group, { min: action.MinSize, max: action.MaxSize, desired: action.DesiredCapacity });
    }
  }
}
