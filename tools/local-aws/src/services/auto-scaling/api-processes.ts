import type {
  DisableMetricsCollectionCommandInput,
  EnableMetricsCollectionCommandInput,
  SuspendProcessesCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import { action, type Action } from '../support';
import type { Group } from './model';
import { findGroup, type Runtime } from './runtime';

const PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
];

const GROUP_METRICS = [
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupPendingInstances',
  'GroupStandbyInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
  'GroupInServiceCapacity',
  'GroupPendingCapacity',
  'GroupStandbyCapacity',
  'GroupTerminatingCapacity',
  'GroupTotalCapacity',
];

/** What a group does by itself and what it counts: both are switched on and off by name, or all at once. */
export function processActions(runtime: Runtime): Record<string, Action> {
  return {
    SuspendProcesses: processes(runtime, ({ suspended }, process) => {
      suspended.set(process, `User suspended at ${runtime.clock.date().toISOString()}`);
    }),
    ResumeProcesses: processes(runtime, ({ suspended }, process) => {
      suspended.delete(process);
    }),
    EnableMetricsCollection: action<EnableMetricsCollectionCommandInput>(
      ['AutoScalingGroupName', 'Metrics', 'Granularity'],
      ({ AutoScalingGroupName: name, Metrics = GROUP_METRICS, Granularity = '1Minute' }) => {
        const group = findGroup(runtime, name);
        const kept = group.metrics.filter(({ Metric }) => Metric === undefined || !Metrics.includes(Metric));
        group.metrics = [...kept, ...Metrics.map((Metric) => ({ Metric, Granularity }))];
      },
    ),
    DisableMetricsCollection: action<DisableMetricsCollectionCommandInput>(
      ['AutoScalingGroupName', 'Metrics'],
      ({ AutoScalingGroupName: name, Metrics = GROUP_METRICS }) => {
        const group = findGroup(runtime, name);
        group.metrics = group.metrics.filter(({ Metric }) => Metric === undefined || !Metrics.includes(Metric));
      },
    ),
  };
}

function processes(runtime: Runtime, apply: (group: Group, process: string) => void): Action {
  return action<SuspendProcessesCommandInput>(['AutoScalingGroupName', 'ScalingProcesses'], (input) => {
    const group = findGroup(runtime, input.AutoScalingGroupName);
    const named = input.ScalingProcesses ?? [];
    const unknown = named.find((process) => !PROCESSES.includes(process));
    if (unknown !== undefined) {
      throw new AwsError('ValidationError', `${unknown} is not a valid process; valid are ${PROCESSES.join(', ')}`);
    }
    (named.length === 0 ? PROCESSES : named).forEach((process) => apply(group, process));
  });
}
