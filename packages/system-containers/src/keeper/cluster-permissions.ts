import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** Only in this cluster; for actions whose resource does not say so. */
export function onlyIn(cluster: ICluster): Record<string, Record<string, string>> {
  return { ArnEquals: { 'ecs:cluster': cluster.clusterArn } };
}

/** Everything of a kind in a cluster: `arn:…:task/<cluster>/*`. */
export function allIn(
  scope: Construct,
  cluster: ICluster,
  resource: 'container-instance' | 'service' | 'task',
): string {
  return Stack.of(scope).formatArn({ service: 'ecs', resource, resourceName: `${cluster.clusterName}/*` });
}

export function listTasks(cluster: ICluster): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['ecs:ListTasks'],
    resources: ['*'], // its only resource is a container instance, and a list of all tasks names none
    conditions: onlyIn(cluster),
  });
}

export function stopTasks(scope: Construct, cluster: ICluster): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
    resources: [allIn(scope, cluster, 'task')],
  });
}
