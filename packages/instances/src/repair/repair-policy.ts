import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { LAUNCHES_TAG } from './launch-memory';

/** What looking takes, and remembering what hosts say; and if it acts, what it does: in one cluster, to one group. */
export function repairStatements(
  scope: Construct,
  cluster: ecs.ICluster,
  group: autoscaling.AutoScalingGroup,
  acts: boolean,
): iam.PolicyStatement[] {
  const hosts = Stack.of(scope).formatArn({
    service: 'ecs',
    resource: 'container-instance',
    resourceName: `${cluster.clusterName}/*`,
  });
  return [
    new iam.PolicyStatement({ actions: ['ecs:ListContainerInstances'], resources: [cluster.clusterArn] }),
    new iam.PolicyStatement({
      actions: ['ecs:DescribeContainerInstances', 'ecs:PutAttributes', 'ecs:DeleteAttributes'],
      resources: [hosts],
    }),
    new iam.PolicyStatement({
      actions: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeScalingActivities',
        'ec2:DescribeInstances',
      ],
      resources: ['*'], // the actions know no resources
    }),
    ...(acts ? actStatements(cluster, group, hosts) : []),
  ];
}

function actStatements(
  cluster: ecs.ICluster,
  group: autoscaling.AutoScalingGroup,
  hosts: string,
): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['ecs:UpdateContainerInstancesState'], resources: [hosts] }),
    new iam.PolicyStatement({ actions: ['ecs:DeregisterContainerInstance'], resources: [cluster.clusterArn] }),
    new iam.PolicyStatement({
      actions: ['autoscaling:SetInstanceHealth', 'autoscaling:SuspendProcesses', 'autoscaling:ResumeProcesses'],
      resources: [group.autoScalingGroupArn],
    }),
    rememberLaunches(group.autoScalingGroupArn),
  ];
}

/** Writing the one tag in which it is remembered who suspended launches. */
export function rememberLaunches(
  groupArn: string,
  conditions: Record<string, Record<string, string>> = {},
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['autoscaling:CreateOrUpdateTags'],
    resources: [groupArn],
    conditions: { ...conditions, 'ForAllValues:StringEquals': { 'aws:TagKeys': LAUNCHES_TAG } },
  });
}
