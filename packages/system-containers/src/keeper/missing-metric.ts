import type { KeeperSettings } from './keeper-environment';

/** The metric of instances without their container: its name on both sides, the construct's and the handler's. */
export const MISSING_METRIC = { namespace: 'EcsGroundwork/SystemContainers', name: 'Missing' } as const;

type Names = Pick<KeeperSettings, 'clusterName' | 'groupName' | 'containerName'>;

export function missingDimensions({ clusterName, groupName, containerName }: Names): Record<string, string> {
  return { ClusterName: clusterName, InstanceGroup: groupName, Container: containerName };
}

/**
 * A log line of which CloudWatch makes the metric, so that the function needs no permission for it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function missingLine(missing: number, names: Names, now: number): object {
  const dimensions = missingDimensions(names);
  return {
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: MISSING_METRIC.namespace,
          Dimensions: [Object.keys(dimensions)],
          Metrics: [{ Name: MISSING_METRIC.name, Unit: 'Count' }],
        },
      ],
    },
    ...dimensions,
    [MISSING_METRIC.name]: missing,
  };
}
