import * as path from 'node:path';
import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { GROUP_NAME_PROPERTY } from './scale-in-protection-properties';

/**
 * Lets a group be deleted with its stack, or taken out of it: lifts the scale-in protection that ECS keeps on
 * instances, after the capacity provider is gone and before the group (aws-cdk#18179). For that order the provider
 * depends on this, and this on the group.
 */
export class ScaleInProtection extends Construct {
  public constructor(scope: Construct, id: string, group: autoscaling.AutoScalingGroup) {
    super(scope, id);
    const handler = Handler.of(this);
    // A policy for each group: when one group is taken out of the stack, CloudFormation updates what is shared first
    // and deletes afterwards. A shared policy would have lost the permission when it is needed.
    const policy = new iam.Policy(this, 'Policy', {
      roles: [handler.role],
      statements: [
        new iam.PolicyStatement({
          actions: ['autoscaling:SetInstanceProtection', 'autoscaling:UpdateAutoScalingGroup'],
          resources: [group.autoScalingGroupArn],
        }),
      ],
    });
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::ScaleInProtection',
      serviceToken: handler.serviceToken,
      // CloudFormation's own hour of patience, cut to what the function can use
      serviceTimeout: TIMEOUT.plus(Duration.minutes(1)),
      properties: { [GROUP_NAME_PROPERTY]: group.autoScalingGroupName },
    });
    resource.node.addDependency(policy);
  }
}

/** The most that Lambda allows: an instance with a launch hook may take that long until its protection can be lifted. */
const TIMEOUT = Duration.minutes(15);

/** One function for all groups of a stack. */
class Handler extends Construct {
  public static of(scope: Construct): Handler {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(Handler.ID);
    return existing instanceof Handler ? existing : new Handler(stack, Handler.ID);
  }

  private static readonly ID = 'EcsGroundworkScaleInProtection';

  public readonly role: iam.IRole;
  public readonly serviceToken: string;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: 'Lifts scale-in protection when an instance group is deleted',
    });
    logGroup.grantWrite(this.role);
    this.role.addToPrincipalPolicy(
      new iam.PolicyStatement({
        actions: ['autoscaling:DescribeAutoScalingGroups'],
        resources: ['*'], // the action knows no resources
      }),
    );
    const lift = new lambda.Function(this, 'Function', {
      description: 'Lifts scale-in protection when an instance group is deleted',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(path.join(__dirname, '../../assets/delete/scale-in-protection.lambda')),
      role: this.role,
      logGroup,
      timeout: TIMEOUT,
    });
    this.serviceToken = lift.functionArn;
  }
}
