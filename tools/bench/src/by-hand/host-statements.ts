import * as iam from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** By which an instance's policy knows its group without naming it: each would wait for the other. */
export const GROUP_TAG = 'instance-group';

/** What an instance may do beside what CDK lets it do when it registers a group: tag, complete the launch hook. */
export function hostStatements(scope: Construct, clusterName: string, tag: string): iam.PolicyStatement[] {
  const stack = Stack.of(scope);
  const groups = stack.formatArn({
    service: 'autoscaling',
    resource: 'autoScalingGroup',
    resourceName: '*:autoScalingGroupName/*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    new iam.PolicyStatement({
      actions: ['ecs:TagResource'],
      resources: [
        stack.formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${clusterName}/*` }),
      ],
      conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
    }),
    new iam.PolicyStatement({
      actions: ['autoscaling:CompleteLifecycleAction'],
      resources: [groups],
      conditions: { StringEquals: { [`autoscaling:ResourceTag/${GROUP_TAG}`]: tag } },
    }),
    new iam.PolicyStatement({
      // they know no resources
      actions: ['ec2:DescribeTags', 'autoscaling:DescribeAutoScalingInstances'],
      resources: ['*'],
    }),
  ];
}

/** What a session of Session Manager needs. */
export function sessionStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: [
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    resources: ['*'], // ssmmessages knows no resources
  });
}
