import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { bundledFunction } from './content';

/** Lets CloudFormation delete a group whose instances ECS protects. */
export class ScaleInProtection extends Construct {
  public constructor(scope: Construct, id: string, group: autoscaling.AutoScalingGroup) {
    super(scope, id);
    const handler = Handler.of(this);
    handler.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['autoscaling:SetInstanceProtection', 'autoscaling:UpdateAutoScalingGroup'],
        resources: [group.autoScalingGroupArn],
      }),
    );
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::ScaleInProtection',
      serviceToken: handler.functionArn,
      serviceTimeout: Duration.minutes(16),
      properties: { AutoScalingGroupName: group.autoScalingGroupName },
    }).node.addDependency(handler.role!);
  }
}

/** One function for all groups of a stack. */
class Handler extends lambda.Function {
  public static of(scope: Construct): Handler {
    const stack = Stack.of(scope);
    return (stack.node.tryFindChild('ScaleInHandler') as Handler | undefined) ?? new Handler(stack, 'ScaleInHandler');
  }

  private constructor(scope: Construct, id: string) {
    const logGroup = new logs.LogGroup(scope, `${id}Logs`, {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      description: 'Lifts scale-in protection when an instance group is deleted',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(bundledFunction('delete/scale-in-protection')),
      role,
      logGroup,
      timeout: Duration.minutes(15),
      initialPolicy: [
        // the action knows no resources
        new iam.PolicyStatement({ actions: ['autoscaling:DescribeAutoScalingGroups'], resources: ['*'] }),
      ],
    });
  }
}
