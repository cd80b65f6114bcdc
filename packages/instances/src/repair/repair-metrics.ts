import type { RepairSettings } from './repair-environment';
import type { Counts } from './sweep';

/** The metrics of repair: their names on both sides, the construct's and the handler's. */
export const REPAIR_NAMESPACE = 'EcsGroundwork/Instances';

export const REPAIR_METRICS: Readonly<Record<keyof Counts, string>> = {
  replaced: 'Replaced',
  heldBack: 'HeldBack',
  leftOver: 'LeftOver',
  launchesSuspended: 'LaunchesSuspended',
};

type Names = Pick<RepairSettings, 'clusterName' | 'groupName'>;

export function repairDimensions({ clusterName, groupName }: Names): Record<string, string> {
  return { ClusterName: clusterName, InstanceGroup: groupName };
}

/**
 * A log line of which CloudWatch makes the metrics, so that the function needs no permission for it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function repairLine(counts: Counts, names: Names, now: number): object {
  const dimensions = repairDimensions(names);
  const keys = Object.keys(REPAIR_METRICS) as (keyof Counts)[];
  return {
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: REPAIR_NAMESPACE,
          Dimensions: [Object.keys(dimensions)],
          Metrics: keys.map((key) => ({ Name: REPAIR_METRICS[key], Unit: 'Count' })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries(keys.map((key) => [REPAIR_METRICS[key], counts[key]])),
  };
}
