import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { IInstanceGroup } from './i-instance-group';

const MINUTE = Duration.minutes(1);

/** What ECS's managed scaling reckons with. */
export function reservationMetric(group: IInstanceGroup, options: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/ECS/ManagedScaling',
    metricName: 'CapacityProviderReservation',
    dimensionsMap: { ClusterName: group.cluster.clusterName, CapacityProviderName: group.capacityProviderName },
    period: MINUTE,
    ...options,
  }).attachTo(group);
}

/** One of EC2 Auto Scaling's metrics of a group. */
export function groupMetric(
  group: IInstanceGroup,
  metricName: string,
  options: cloudwatch.MetricOptions,
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/AutoScaling',
    metricName,
    dimensionsMap: { AutoScalingGroupName: group.autoScalingGroup.autoScalingGroupName },
    period: MINUTE,
    ...options,
  }).attachTo(group);
}
