import { randomUUID } from 'node:crypto';
import type { Clock } from '../support';
import type { Activity, Group } from './model';

/** AWS keeps six weeks of activities; a local group keeps this many. */
const KEPT = 500;

export function beginActivity(
  group: Group,
  clock: Clock,
  what: Pick<Activity, 'cause' | 'description' | 'status'> & { readonly zone?: string; readonly subnetId?: string },
): Activity {
  const activity: Activity = {
    id: randomUUID(),
    groupName: group.name,
    groupArn: group.arn,
    cause: `At ${timestamp(clock.date())} ${what.cause}`,
    description: what.description,
    details: { 'Subnet ID': what.subnetId, 'Availability Zone': what.zone },
    startTime: clock.date(),
    status: what.status,
    progress: 0,
  };
  group.activities.unshift(activity);
  group.activities.splice(KEPT);
  return activity;
}

export function endActivity(activity: Activity, clock: Clock, status: 'Successful' | 'Failed', message?: string): void {
  activity.status = status;
  activity.statusMessage = message;
  activity.progress = 100;
  activity.endTime = clock.date();
}

function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
