import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { InstanceTag } from './i-instance-group';

/**
 * What every instance of a group may do: register, take work and say how it goes. CDK and the managed policy
 * `AmazonEC2ContainerServiceforEC2Role` allow more, most of it on `*`. Pulling images and writing logs is not here:
 * CDK gives every task definition that needs it an execution role.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
export function hostStatements(
  scope: Construct,
  cluster: ecs.ICluster,
  tag: InstanceTag,
  spot: boolean,
): iam.PolicyStatement[] {
  return [
    ...agentStatements(scope, cluster, spot),
    ...tagStatements(scope, cluster),
    ...launchHookStatements(scope, tag),
  ];
}

/** What a host does to report its boots; it makes no log group. */
export function bootReportStatements(logGroup: logs.ILogGroup): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'BootReports',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  ];
}

function agentStatements(scope: Construct, cluster: ecs.ICluster, spot: boolean): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'AgentInCluster',
      actions: [
        'ecs:RegisterContainerInstance',
        'ecs:DeregisterContainerInstance',
        'ecs:SubmitAttachmentStateChanges',
        'ecs:SubmitContainerStateChange',
        'ecs:SubmitTaskStateChange',
      ],
      resources: [cluster.clusterArn],
    }),
    new iam.PolicyStatement({
      sid: 'AgentAsContainerInstance',
      actions: [
        'ecs:Poll',
        'ecs:StartTelemetrySession',
        // by which the agent drains its own instance when AWS takes it back
        ...(spot ? ['ecs:UpdateContainerInstancesState'] : []),
      ],
      resources: [containerInstances(scope, cluster)],
    }),
    new iam.PolicyStatement({
      sid: 'AgentDiscovery',
      actions: ['ecs:DiscoverPollEndpoint'],
      resources: ['*'], // the action knows no resources
    }),
  ];
}

/** The host completes the launch hook of its own group. It finds out the group's name, which the policy may not name. */
function launchHookStatements(scope: Construct, { key, value }: InstanceTag): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'LaunchHookOfOwnGroup',
      actions: ['autoscaling:CompleteLifecycleAction'],
      resources: [
        Stack.of(scope).formatArn({
          service: 'autoscaling',
          resource: 'autoScalingGroup',
          resourceName: '*:autoScalingGroupName/*',
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      conditions: { StringEquals: { [`autoscaling:ResourceTag/${key}`]: value } },
    }),
    new iam.PolicyStatement({
      sid: 'FindOwnGroup',
      actions: ['autoscaling:DescribeAutoScalingInstances'],
      resources: ['*'], // the action knows no resources
    }),
  ];
}

/** The agent gives its container instance the tags of its EC2 instance when it registers. */
function tagStatements(scope: Construct, cluster: ecs.ICluster): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'TagOwnContainerInstance',
      actions: ['ecs:TagResource'],
      resources: [containerInstances(scope, cluster)],
      conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
    }),
    new iam.PolicyStatement({
      sid: 'ReadOwnTags',
      actions: ['ec2:DescribeTags'],
      resources: ['*'], // the action knows no resources
    }),
  ];
}

function containerInstances(scope: Construct, cluster: ecs.ICluster): string {
  return Stack.of(scope).formatArn({
    service: 'ecs',
    resource: 'container-instance',
    resourceName: `${cluster.clusterName}/*`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
