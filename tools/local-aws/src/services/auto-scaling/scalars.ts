/**
 * The query protocol carries text only. Auto Scaling uses each member name for one kind of value throughout its API,
 * so the name tells what the text means.
 */
const NUMBERS = new Set([
  'AvailabilityZoneImpairmentHealthCheckGracePeriod',
  'BakeTime',
  'Cooldown',
  'DefaultCooldown',
  'DefaultInstanceWarmup',
  'DesiredCapacity',
  'EstimatedInstanceWarmup',
  'HealthCheckGracePeriod',
  'HeartbeatTimeout',
  'InstanceWarmup',
  'MaxHealthyPercentage',
  'MaxInstanceLifetime',
  'MaxRecords',
  'MaxSize',
  'MetricIntervalLowerBound',
  'MetricIntervalUpperBound',
  'MinAdjustmentMagnitude',
  'MinHealthyPercentage',
  'MinSize',
  'OnDemandBaseCapacity',
  'OnDemandPercentageAboveBaseCapacity',
  'ScalingAdjustment',
  'SpotInstancePools',
  'TargetValue',
]);

const BOOLEANS = new Set([
  'AutoRollback',
  'CapacityRebalance',
  'DisableScaleIn',
  'Enabled',
  'ForceDelete',
  'HonorCooldown',
  'IncludeDeletedGroups',
  'NewInstancesProtectedFromScaleIn',
  'PropagateAtLaunch',
  'ProtectedFromScaleIn',
  'ReturnData',
  'ShouldDecrementDesiredCapacity',
  'ShouldRespectGracePeriod',
  'SkipMatching',
]);

const TIMES = new Set(['EndTime', 'StartTime']);

/** Lists that a caller may send empty; the protocol writes an empty list as an empty text. */
const LISTS = new Set([
  'AutoScalingGroupNames',
  'AvailabilityZones',
  'Filters',
  'InstanceIds',
  'LifecycleHookSpecificationList',
  'LoadBalancerNames',
  'Metrics',
  'Overrides',
  'ScalingProcesses',
  'Tags',
  'TargetGroupARNs',
  'TerminationPolicies',
]);

/** An input with numbers, booleans, times and lists in place of their texts. */
export function withScalars(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, convert(name, value)]));
}

function convert(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => convert(name, element));
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return withScalars(value as Record<string, unknown>);
  }
  if (typeof value !== 'string') {
    return value;
  }
  if (LISTS.has(name) && value === '') {
    return [];
  }
  if (NUMBERS.has(name)) {
    return Number(value);
  }
  if (BOOLEANS.has(name)) {
    return value === 'true';
  }
  return TIMES.has(name) ? new Date(value) : value;
}
