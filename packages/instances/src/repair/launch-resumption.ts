import * as path from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ArnFormat, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { rememberLaunches } from './repair-policy';
import { BOOT_PROPERTY, TAG_KEY_PROPERTY, TAG_VALUE_PROPERTY } from './resume-launches-properties';
import type { InstanceTag } from '../group/i-instance-group';

export interface LaunchResumptionProps {
  /** By which the group is found. */
  readonly tag: InstanceTag;
  /** Differs whenever something else boots: the version of the launch template, and what contributions say. */
  readonly boot: string;
}

/**
 * Lets a group launch again before CloudFormation changes it, when launches were suspended after failed boots: the
 * change may be the cure, and an instance refresh has to launch. The group depends on this, so this must not name it.
 */
export class LaunchResumption extends Construct {
  public constructor(scope: Construct, id: string, { tag, boot }: LaunchResumptionProps) {
    super(scope, id);
    const handler = Handler.of(this);
    const ofTheGroup = { StringEquals: { [`autoscaling:ResourceTag/${tag.key}`]: tag.value } };
    const groups = Stack.of(this).formatArn({
      service: 'autoscaling',
      resource: 'autoScalingGroup',
      resourceName: '*:autoScalingGroupName/*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    // A policy for each group, as that which lifts its scale-in protection has: it goes with the group.
    const policy = new iam.Policy(this, 'Policy', {
      roles: [handler.role],
      statements: [
        new iam.PolicyStatement({
          actions: ['autoscaling:ResumeProcesses'],
          resources: [groups],
          conditions: ofTheGroup,
        }),
        rememberLaunches(groups, ofTheGroup),
      ],
    });
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::LaunchResumption',
      serviceToken: handler.serviceToken,
      serviceTimeout: PATIENCE,
      properties: { [TAG_KEY_PROPERTY]: tag.key, [TAG_VALUE_PROPERTY]: tag.value, [BOOT_PROPERTY]: boot },
    });
    resource.node.addDependency(policy);
  }
}

const TIMEOUT = Duration.minutes(1);

/** CloudFormation's own hour, cut to what the function can use: Lambda repeats what fails, after one and two minutes. */
const PATIENCE = Duration.minutes(15);

/** One function for all groups of a stack. */
class Handler extends Construct {
  public static of(scope: Construct): Handler {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(Handler.ID);
    return existing instanceof Handler ? existing : new Handler(stack, Handler.ID);
  }

  private static readonly ID = 'EcsGroundworkLaunchResumption';

  public readonly role: iam.IRole;
  public readonly serviceToken: string;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const description = 'Lets an instance group launch again when a deployment changes what boots';
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description,
    });
    logGroup.grantWrite(this.role);
    this.role.addToPrincipalPolicy(
      new iam.PolicyStatement({
        actions: ['autoscaling:DescribeAutoScalingGroups'],
        resources: ['*'], // the action knows no resources
      }),
    );
    const resume = new lambda.Function(this, 'Function', {
      description,
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(path.join(__dirname, '../../assets/repair/resume-launches.lambda')),
      role: this.role,
      logGroup,
      timeout: TIMEOUT,
    });
    this.serviceToken = resume.functionArn;
  }
}
