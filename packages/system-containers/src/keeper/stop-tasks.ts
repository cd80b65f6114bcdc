import * as path from 'node:path';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { listTasks, stopTasks } from './cluster-permissions';
import { CLUSTER_PROPERTY, STARTED_BY_PROPERTY } from './stop-tasks-properties';

export interface StopTasksProps {
  readonly cluster: ICluster;
  readonly startedBy: string;
}

/**
 * Stops a keeper's tasks when the keeper is deleted: nobody else would, and a cluster with tasks cannot be deleted.
 * What starts them depends on this, so that it is gone by then.
 */
export class StopTasks extends Construct {
  public constructor(scope: Construct, id: string, { cluster, startedBy }: StopTasksProps) {
    super(scope, id);
    const handler = Handler.of(this);
    // A policy for each keeper: when one is taken out of the stack, CloudFormation updates what is shared first and
    // deletes afterwards. A shared policy would have lost the permission when it is needed.
    const policy = new iam.Policy(this, 'Policy', {
      roles: [handler.role],
      statements: [listTasks(cluster), stopTasks(this, cluster)],
    });
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::StopTasks',
      serviceToken: handler.serviceToken,
      // CloudFormation's own hour of patience, cut to what the function can use
      serviceTimeout: TIMEOUT.plus(Duration.minutes(1)),
      properties: { [CLUSTER_PROPERTY]: cluster.clusterArn, [STARTED_BY_PROPERTY]: startedBy },
    });
    resource.node.addDependency(policy);
  }
}

/** The most that Lambda allows: thousands of tasks are stopped one call each. */
const TIMEOUT = Duration.minutes(15);

/** One function for all keepers of a stack. */
class Handler extends Construct {
  public static of(scope: Construct): Handler {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(Handler.ID);
    return existing instanceof Handler ? existing : new Handler(stack, Handler.ID);
  }

  private static readonly ID = 'EcsGroundworkStopTasks';

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
      description: 'Stops the tasks of a keeper that is deleted',
    });
    logGroup.grantWrite(this.role);
    const stop = new lambda.Function(this, 'Function', {
      description: 'Stops the tasks of a keeper that is deleted',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(path.join(__dirname, '../../assets/keeper/stop-tasks.lambda')),
      role: this.role,
      logGroup,
      timeout: TIMEOUT,
    });
    this.serviceToken = stop.functionArn;
  }
}
