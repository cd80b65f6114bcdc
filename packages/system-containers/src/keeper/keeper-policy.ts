import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Lazy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { allIn, listTasks, onlyIn, stopTasks } from './cluster-permissions';

/** What keeping takes: reading one cluster, and starting and stopping tasks there; starting only those of one family. */
export function keeperStatements(
  scope: Construct,
  cluster: ecs.ICluster,
  taskDefinition: ecs.Ec2TaskDefinition,
): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['ecs:ListContainerInstances'], resources: [cluster.clusterArn] }),
    new iam.PolicyStatement({
      actions: ['ecs:DescribeContainerInstances'],
      resources: [allIn(scope, cluster, 'container-instance')],
    }),
    new iam.PolicyStatement({ actions: ['ecs:DescribeServices'], resources: [allIn(scope, cluster, 'service')] }),
    listTasks(cluster),
    stopTasks(scope, cluster),
    new iam.PolicyStatement({
      actions: ['ecs:StartTask'],
      resources: [anyRevision(scope, taskDefinition)],
      conditions: onlyIn(cluster),
    }),
    new iam.PolicyStatement({
      actions: ['iam:PassRole'],
      resources: rolesOf(taskDefinition),
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    }),
  ];
}

/** Not only the revision of this deployment: a function that is just being updated may still start the one before. */
function anyRevision(scope: Construct, { family }: ecs.Ec2TaskDefinition): string {
  return Stack.of(scope).formatArn({
    service: 'ecs',
    resource: 'task-definition',
    resourceName: `${family}:*`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}

/** At synthesis: a container that is added later may be the first to need an execution role. */
function rolesOf(taskDefinition: ecs.Ec2TaskDefinition): string[] {
  return Lazy.list({
    produce: () =>
      [taskDefinition.taskRole, taskDefinition.executionRole].flatMap((role) => (role ? [role.roleArn] : [])),
  });
}
