import { randomUUID } from 'node:crypto';
import type {
  CancelInstanceRefreshCommandInput,
  DescribeInstanceRefreshesCommandInput,
  RefreshPreferences,
  RollbackInstanceRefreshCommandInput,
  StartInstanceRefreshCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import { action, page, type Action } from '../support';
import { refreshOutput } from './describe';
import { launchSource } from './launch-source';
import { activeRefresh, liveInstances, type Group, type LaunchSource, type Refresh } from './model';
import { rollBack } from './refresh';
import { findGroup, invalidToken, type Runtime } from './runtime';
import { matches } from './templates';

const PLAYED_PREFERENCES: readonly (keyof RefreshPreferences)[] = [
  'AutoRollback',
  'InstanceWarmup',
  'MaxHealthyPercentage',
  'MinHealthyPercentage',
  'ScaleInProtectedInstances',
  'SkipMatching',
  'StandbyInstances',
];

export function refreshActions(runtime: Runtime): Record<string, Action> {
  return {
    StartInstanceRefresh: action<StartInstanceRefreshCommandInput>(
      ['AutoScalingGroupName', 'Strategy', 'Preferences', 'DesiredConfiguration'],
      (input) => start(runtime, input),
    ),
    DescribeInstanceRefreshes: action<DescribeInstanceRefreshesCommandInput>(
      ['AutoScalingGroupName', 'InstanceRefreshIds', 'MaxRecords', 'NextToken'],
      ({ AutoScalingGroupName, InstanceRefreshIds: ids, MaxRecords = 50, NextToken }) => {
        const group = findGroup(runtime, AutoScalingGroupName);
        const chosen = group.refreshes.filter(({ id }) => ids === undefined || ids.includes(id));
        const { items, next } = page(chosen, MaxRecords, NextToken, invalidToken);
        return { InstanceRefreshes: items.map((refresh) => refreshOutput(group, refresh)), NextToken: next };
      },
    ),
    CancelInstanceRefresh: action<CancelInstanceRefreshCommandInput>(
      ['AutoScalingGroupName'],
      ({ AutoScalingGroupName }) => {
        const refresh = running(findGroup(runtime, AutoScalingGroupName), ['Pending', 'InProgress']);
        refresh.status = 'Cancelling';
        return { InstanceRefreshId: refresh.id };
      },
    ),
    RollbackInstanceRefresh: action<RollbackInstanceRefreshCommandInput>(
      ['AutoScalingGroupName'],
      ({ AutoScalingGroupName }) => {
        const group = findGroup(runtime, AutoScalingGroupName);
        const refresh = running(group, ['InProgress']);
        if (refresh.previous === undefined) {
          throw new AwsError(
            'IrreversibleInstanceRefresh',
            `The instance refresh ${refresh.id} cannot be rolled back: it was started without a desired configuration.`,
          );
        }
        rollBack(runtime, group, refresh, 'Rollback was requested');
        return { InstanceRefreshId: refresh.id };
      },
    ),
  };
}

async function start(
  runtime: Runtime,
  input: StartInstanceRefreshCommandInput,
): Promise<{ InstanceRefreshId: string }> {
  const group = findGroup(runtime, input.AutoScalingGroupName);
  const preferences = checkPreferences(input.Preferences ?? {});
  if (input.Strategy !== undefined && input.Strategy !== 'Rolling') {
    throw new AwsError(
      'UnsupportedOperation',
      `Local AWS does not play the instance refresh strategy ${input.Strategy}`,
      501,
    );
  }
  const desired = await launchSource(runtime, input.DesiredConfiguration ?? {});
  if (preferences.AutoRollback === true && desired === undefined) {
    throw new AwsError(
      'ValidationError',
      'The desired configuration must be specified when the AutoRollback preference is enabled.',
    );
  }
  const outdated = await outdatedInstances(runtime, group, desired ?? group.launch, preferences.SkipMatching ?? false);
  if (activeRefresh(group) !== undefined) {
    throw new AwsError(
      'InstanceRefreshInProgress',
      'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.',
    );
  }
  const refresh: Refresh = {
    id: randomUUID(),
    startTime: runtime.clock.date(),
    status: 'Pending',
    preferences,
    desired,
    previous: desired === undefined ? undefined : group.launch,
    outdated: new Set(outdated),
    total: outdated.length,
    progressAt: runtime.clock.now(),
    surge: 0,
  };
  group.launch = desired ?? group.launch;
  group.refreshes.unshift(refresh);
  return { InstanceRefreshId: refresh.id };
}

async function outdatedInstances(
  runtime: Runtime,
  group: Group,
  source: LaunchSource,
  skipMatching: boolean,
): Promise<string[]> {
  const ids: string[] = [];
  for (const instance of liveInstances(group)) {
    if (!skipMatching || !(await matches(runtime, source, instance))) {
      ids.push(instance.id);
    }
  }
  return ids;
}

function running(group: Group, states: readonly Refresh['status'][]): Refresh {
  const refresh = activeRefresh(group);
  if (refresh === undefined || !states.includes(refresh.status)) {
    throw new AwsError(
      'ActiveInstanceRefreshNotFound',
      `No in progress or pending Instance Refresh found for Auto Scaling group ${group.name}`,
    );
  }
  return refresh;
}

function checkPreferences(preferences: RefreshPreferences): RefreshPreferences {
  const unknown = Object.keys(preferences).filter((name) => !PLAYED_PREFERENCES.some((played) => played === name));
  if (unknown.length > 0) {
    throw new AwsError(
      'UnsupportedOperation',
      `Local AWS does not play the instance refresh preferences ${unknown.join(', ')}`,
      501,
    );
  }
  const { MinHealthyPercentage: min = 90, MaxHealthyPercentage: max } = preferences;
  if (min < 0 || min > 100) {
    throw new AwsError('ValidationError', `MinHealthyPercentage must be 0 to 100, got ${min}`);
  }
  if (max !== undefined && (max < 100 || max > 200 || max - min > 100)) {
    throw new AwsError(
      'ValidationError',
      `MaxHealthyPercentage must be 100 to 200 and at most 100 above MinHealthyPercentage (${min}), got ${max}`,
    );
  }
  return preferences;
}
