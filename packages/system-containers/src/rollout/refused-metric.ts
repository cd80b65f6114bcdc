/** Hosts that refuse what they should run: the metric's name on both sides, the construct's and the functions'. */
export const REFUSED_METRIC = { namespace: 'EcsGroundwork/SystemContainers', name: 'Refused' } as const;

/** By the tag's value: it names one group in a region, and does not wait for the group. */
export function refusedDimensions(tagValue: string): Record<string, string> {
  return { InstanceGroup: tagValue };
}

/**
 * A log line of which CloudWatch makes the metric, so that the function needs no permission for it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function refusedLine(refused: number, tagValue: string, now: number): object {
  const dimensions = refusedDimensions(tagValue);
  return {
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: REFUSED_METRIC.namespace,
          Dimensions: [Object.keys(dimensions)],
          Metrics: [{ Name: REFUSED_METRIC.name, Unit: 'Count' }],
        },
      ],
    },
    ...dimensions,
    [REFUSED_METRIC.name]: refused,
  };
}
