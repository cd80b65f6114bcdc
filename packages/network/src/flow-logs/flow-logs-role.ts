import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * The role that writes flow logs. Unlike the one that CDK would make, it trusts the service only when it acts for
 * flow logs of this account (AWS's advice against a confused deputy). CDK adds the statements, for one log group.
 */
export function flowLogsRole(scope: Construct): iam.Role {
  const stack = Stack.of(scope);
  return new iam.Role(scope, 'Role', {
    description: 'Writes the flow logs of a VPC to CloudWatch Logs',
    assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'ec2', resource: 'vpc-flow-log', resourceName: '*' }) },
      },
    }),
  });
}
