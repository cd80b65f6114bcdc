import { announceRefresh } from './events';
import { activeRefresh, isLive, type Group, type Instance, type Refresh } from './model';
import { nextRefreshStep, type RefreshInstance, type RefreshRules } from './refresh-plan';
import type { Runtime } from './runtime';
import { terminate } from './terminating';

/** AWS gives up on a refresh that has replaced nothing for an hour. */
export const REFRESH_PATIENCE_SECONDS = 3600;

export function refreshRules({ preferences }: Pick<Refresh, 'preferences'>): RefreshRules {
  return {
    minHealthyPercentage: preferences.MinHealthyPercentage ?? 90,
    maxHealthyPercentage: preferences.MaxHealthyPercentage ?? 100,
    protectedInstances: preferences.ScaleInProtectedInstances ?? 'Wait',
  };
}

/** Takes a group's refresh one step further, if it has one. */
export function advanceRefresh(runtime: Runtime, group: Group): void {
  const refresh = activeRefresh(group);
  if (refresh === undefined || group.suspended.has('InstanceRefresh')) {
    return;
  }
  const now = runtime.clock.now();
  if (refresh.status === 'Pending') {
    refresh.status = 'InProgress';
    refresh.progressAt = now;
    announceRefresh(runtime, group, refresh, 'Started');
    return;
  }
  if (refresh.status === 'Cancelling') {
    restorePrevious(group, refresh);
    end(runtime, group, refresh, 'Cancelled');
    return;
  }
  forgetReplaced(group, refresh, now);
  const step = nextRefreshStep(
    [...group.instances.values()].map((instance) => view(group, refresh, instance, now)),
    group.desiredCapacity,
    refreshRules(refresh),
  );
  if (step.kind === 'done') {
    end(runtime, group, refresh, refresh.status === 'RollbackInProgress' ? 'RollbackSuccessful' : 'Successful');
    return;
  }
  refresh.surge = step.surge;
  if (step.kind === 'replace') {
    for (const id of step.terminate) {
      const instance = group.instances.get(id);
      if (instance !== undefined) {
        terminate(runtime, group, instance, 'an instance was taken out of service in response to an instance refresh.');
      }
    }
  } else {
    refresh.reason = step.reason;
  }
  if (now - refresh.progressAt > REFRESH_PATIENCE_SECONDS) {
    giveUp(runtime, group, refresh, step.kind === 'wait' ? step.reason : undefined);
  }
}

/** Turns a refresh back: everything that is not of the previous configuration is replaced. */
export function rollBack(runtime: Runtime, group: Group, refresh: Refresh, reason: string): void {
  restorePrevious(group, refresh);
  const kept = refresh.outdated;
  refresh.outdated = new Set([...group.instances.values()].filter(isLive).map(({ id }) => id));
  kept.forEach((id) => refresh.outdated.delete(id));
  refresh.total = refresh.outdated.size;
  refresh.progressAt = runtime.clock.now();
  refresh.surge = 0;
  refresh.status = 'RollbackInProgress';
  refresh.reason = reason;
  announceRefresh(runtime, group, refresh, 'Rollback Started');
}

function forgetReplaced(group: Group, refresh: Refresh, now: number): void {
  for (const id of refresh.outdated) {
    if (!group.instances.has(id)) {
      refresh.outdated.delete(id);
      refresh.progressAt = now;
    }
  }
}

function view(group: Group, refresh: Refresh, instance: Instance, now: number): RefreshInstance {
  const outdated = refresh.outdated.has(instance.id);
  const warmup = refresh.preferences.InstanceWarmup ?? group.defaultInstanceWarmup ?? group.healthCheckGracePeriod;
  const inService = instance.state === 'InService' && instance.health === 'Healthy';
  return {
    id: instance.id,
    outdated,
    protectedFromScaleIn: instance.protectedFromScaleIn,
    // Warm-up is asked of the new instances only: the old ones have long been at work.
    ready: inService && (outdated || now - (instance.inServiceSince ?? now) >= warmup),
    terminating: !isLive(instance),
  };
}

function giveUp(runtime: Runtime, group: Group, refresh: Refresh, waitingFor: string | undefined): void {
  const why = waitingFor ?? lastFailure(group, refresh);
  const reason = `Failed to make progress for one hour${why === undefined ? '' : `: ${why}`}`;
  if (refresh.status === 'RollbackInProgress') {
    refresh.reason = reason;
    end(runtime, group, refresh, 'RollbackFailed');
  } else if (refresh.preferences.AutoRollback === true) {
    rollBack(runtime, group, refresh, reason);
  } else {
    restorePrevious(group, refresh);
    refresh.reason = reason;
    end(runtime, group, refresh, 'Failed');
  }
}

function lastFailure(group: Group, refresh: Refresh): string | undefined {
  return group.activities.find(({ status, startTime }) => status === 'Failed' && startTime >= refresh.startTime)
    ?.statusMessage;
}

function restorePrevious(group: Group, refresh: Refresh): void {
  if (refresh.previous !== undefined) {
    group.launch = refresh.previous;
  }
}

function end(runtime: Runtime, group: Group, refresh: Refresh, status: keyof typeof ENDINGS): void {
  refresh.status = status;
  refresh.endTime = runtime.clock.date();
  refresh.surge = 0;
  announceRefresh(runtime, group, refresh, ENDINGS[status]);
}

const ENDINGS = {
  Successful: 'Succeeded',
  Failed: 'Failed',
  Cancelled: 'Cancelled',
  RollbackSuccessful: 'Rollback Succeeded',
  RollbackFailed: 'Rollback Failed',
} as const;
