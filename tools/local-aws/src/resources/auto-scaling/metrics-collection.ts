import type { ResourceContext } from '../../cloudformation/resource-type';

/** An element of the property `MetricsCollection`; without names it means every metric. */
export interface MetricsCollection {
  readonly Granularity: string;
  readonly Metrics?: string[];
}

export async function changeMetrics(
  { clients }: ResourceContext,
  AutoScalingGroupName: string,
  wanted: readonly MetricsCollection[],
  previous: readonly MetricsCollection[],
): Promise<void> {
  if (JSON.stringify(wanted) === JSON.stringify(previous)) {
    return;
  }
  if (previous.length > 0) {
    await clients.autoScaling.disableMetricsCollection({ AutoScalingGroupName });
  }
  for (const { Granularity, Metrics } of wanted) {
    await clients.autoScaling.enableMetricsCollection({ AutoScalingGroupName, Granularity, Metrics });
  }
}
