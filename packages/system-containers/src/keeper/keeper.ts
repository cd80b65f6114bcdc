import type * as instances from '@ecs-groundwork/instances';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { KEEPER_ENVIRONMENT } from './keeper-environment';
import { KeeperFunction } from './keeper-function';
import { keeperStatements } from './keeper-policy';
import { keeperRules } from './keeper-rules';
import { MISSING_METRIC, missingDimensions } from './missing-metric';
import { instancesExpression } from './instances-expression';
import { startedByKeeper } from './started-by';
import { StopTasks } from './stop-tasks';
import { failure } from '../private/errors';

/** Properties of `Keeper`. */
export interface KeeperProps {
  /** On whose instances a task is kept. */
  readonly group: instances.IInstanceGroup;

  /**
   * What is kept. Its network mode cannot be `awsvpc`. A new revision replaces the tasks of the one before, a tenth of
   * the instances at a time.
   */
  readonly taskDefinition: ecs.Ec2TaskDefinition;

  /** What to call it in descriptions, logs and metrics. */
  readonly containerName: string;
}

/**
 * Keeps one task on every registered instance of a group: a function that starts it when an instance registers, starts
 * it again when it stops (at once, then after 1, 2, 4 and 8 minutes while it keeps failing), replaces it when it is
 * unhealthy or its task definition has a new revision, and stops it when the instance drains and nothing else but
 * daemons is left there. When it is deleted, it stops its tasks first.
 *
 * The function goes by the state of the cluster alone. Events tell it where to look at once; each minute it looks
 * everywhere, so that a lost event costs a minute.
 *
 * Answers "ECS workaround" of terraform-ecs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StartTask.html
 */
export class Keeper extends Construct {
  /**
   * The keeper of a system container that a group was given with `Carrier.ecsTask()`; for alarms. Fails with
   * `KeeperUnknown` when there is none.
   */
  public static of(group: instances.IInstanceGroup, containerName: string): Keeper {
    const keepers = group.node.findAll().filter((child): child is Keeper => child instanceof Keeper);
    const found = keepers.find((keeper) => keeper.containerName === containerName);
    if (!found) {
      throw failure(
        'KeeperUnknown',
        `group '${group.instanceGroupName}' has no system container '${containerName}' with Carrier.ecsTask(); ` +
          'contribute it before you ask for its keeper',
      );
    }
    return found;
  }

  /** Where the function says what it started and stopped, and why; kept for 30 days. */
  public readonly logGroup: logs.ILogGroup;

  /** Where an event goes with which the function failed three times. Nothing is lost with it: see `metricMissing()`. */
  public readonly deadLetterQueue: sqs.IQueue;

  /** The function; for alarms on its errors. */
  public readonly handler: lambda.IFunction;

  private readonly containerName: string;
  private readonly dimensions: Record<string, string>;

  public constructor(scope: Construct, id: string, props: KeeperProps) {
    super(scope, id);
    const { group, taskDefinition, containerName } = props;
    const { cluster } = group;
    checkNetworkMode(containerName, taskDefinition);

    const names = { clusterName: cluster.clusterName, groupName: group.instanceGroupName, containerName };
    const startedBy = startedByKeeper(Names.nodeUniqueId(this.node));
    const stopTasks = new StopTasks(this, 'StopTasks', { cluster, startedBy });
    // while there are instances, and before CloudFormation scales the group to zero
    stopTasks.node.addDependency(group.autoScalingGroup);

    const keeping = new KeeperFunction(this, 'Function', {
      description: `Keeps ${containerName} on the instances of group ${group.instanceGroupName}`,
      statements: keeperStatements(this, cluster, taskDefinition),
      environment: {
        [KEEPER_ENVIRONMENT.cluster]: cluster.clusterArn,
        [KEEPER_ENVIRONMENT.taskDefinition]: taskDefinition.taskDefinitionArn,
        [KEEPER_ENVIRONMENT.startedBy]: startedBy,
        [KEEPER_ENVIRONMENT.instances]: instancesExpression(group),
        [KEEPER_ENVIRONMENT.clusterName]: names.clusterName,
        [KEEPER_ENVIRONMENT.groupName]: names.groupName,
        [KEEPER_ENVIRONMENT.containerName]: names.containerName,
      },
    });
    const rules = keeperRules(this, { cluster, startedBy, target: keeping.function });
    // deleted before the tasks are stopped, its permissions included: nothing may start another one
    for (const part of [keeping, ...rules]) {
      part.node.addDependency(stopTasks);
    }

    this.handler = keeping.function;
    this.containerName = containerName;
    this.logGroup = keeping.logGroup;
    this.deadLetterQueue = keeping.deadLetterQueue;
    this.dimensions = missingDimensions(names);
  }

  /**
   * How many active instances have no task of this keeper, looked at each minute. A new or a failing one counts until
   * its task is started: alarm when it stays above zero for longer than that takes.
   *
   * @default - maximum over one minute
   */
  public metricMissing(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: MISSING_METRIC.namespace,
      metricName: MISSING_METRIC.name,
      dimensionsMap: this.dimensions,
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(1),
      ...options,
    }).attachTo(this);
  }

  /**
   * How many events lie in `deadLetterQueue`. More than none means that the function fails time and again: its log says
   * why.
   *
   * @default - maximum over five minutes
   */
  public metricDeadLetters(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({
      statistic: cloudwatch.Stats.MAXIMUM,
      ...options,
    });
  }
}

/** Fails with `KeeperNetworkMode` for tasks that StartTask would need subnets and security groups for. */
function checkNetworkMode(containerName: string, { networkMode }: ecs.Ec2TaskDefinition): void {
  if (networkMode === ecs.NetworkMode.AWS_VPC) {
    throw failure(
      'KeeperNetworkMode',
      `taskDefinition of '${containerName}' must have the network mode bridge, host or none, got ${networkMode}; ` +
        'what serves a host shares its network or has a port on it',
    );
  }
}
