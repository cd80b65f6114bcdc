import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { GroupUnderRepair } from './group-under-repair';
import { REPAIR_ENVIRONMENT } from './repair-environment';
import { RepairFunction } from './repair-function';
import { REPAIR_METRICS, REPAIR_NAMESPACE, repairDimensions } from './repair-metrics';
import { repairStatements } from './repair-policy';
import { GROUP_ATTRIBUTE } from '../group/defaults';

const MINUTE = Duration.minutes(1);

/**
 * What looks after the instances of one group: a function that hears their reports and looks at the group each minute,
 * with its alarms. `group.repairs`; what it does is said by `Repair`.
 */
export class GroupRepair extends Construct {
  /** @internal */
  public static _of(scope: Construct, id: string, group: GroupUnderRepair): GroupRepair {
    return new GroupRepair(scope, id, group);
  }

  /**
   * More instances fail than may be under repair at a time, for five minutes, and nothing is done about the others. What
   * they have in common is the cause (an image, a registry, the network): replacing them would not help.
   */
  public readonly heldBackAlarm: cloudwatch.Alarm;

  /**
   * Three boots in a row failed, and the group launches no more. The instances' consoles say which step failed. A
   * deployment that changes what boots resumes launches; when the cause was elsewhere, a person does, by
   * `aws autoscaling resume-processes --auto-scaling-group-name <name> --scaling-processes Launch`.
   */
  public readonly launchesSuspendedAlarm: cloudwatch.Alarm;

  /** The function itself fails, three times in five minutes: nobody looks after the group. Its log says why. */
  public readonly failingAlarm: cloudwatch.Alarm;

  /** Where the function says what it heard and what it did, and why; kept for 30 days. */
  public readonly logGroup: logs.ILogGroup;

  /** The function. */
  public readonly handler: lambda.IFunction;

  /** Where a report goes that could not be taken down three times. Instances repeat what is still true. */
  public readonly deadLetterQueue: sqs.IQueue;

  private readonly dimensions: Record<string, string>;

  private constructor(scope: Construct, id: string, group: GroupUnderRepair) {
    super(scope, id);
    const { name, cluster, autoScalingGroup, repair, reports } = group;
    const names = { clusterName: cluster.clusterName, groupName: name };
    const repairing = new RepairFunction(this, 'Function', {
      description: `Looks after the instances of group ${name}`,
      reports: reports.queue,
      statements: repairStatements(this, cluster, autoScalingGroup, repair.acts),
      environment: {
        [REPAIR_ENVIRONMENT.cluster]: cluster.clusterArn,
        [REPAIR_ENVIRONMENT.clusterName]: names.clusterName,
        [REPAIR_ENVIRONMENT.groupName]: names.groupName,
        [REPAIR_ENVIRONMENT.autoScalingGroup]: autoScalingGroup.autoScalingGroupName,
        [REPAIR_ENVIRONMENT.hosts]: `attribute:${GROUP_ATTRIBUTE} == ${name}`,
        [REPAIR_ENVIRONMENT.reports]: reports.queue.queueArn,
        ...(group.role instanceof iam.Role ? { [REPAIR_ENVIRONMENT.roleId]: group.role.roleId } : {}),
        [REPAIR_ENVIRONMENT.notReadySeconds]: String(repair.notReadyTimeout.toSeconds()),
        [REPAIR_ENVIRONMENT.disconnectedSeconds]: String(repair.disconnectedTimeout.toSeconds()),
        [REPAIR_ENVIRONMENT.acts]: String(repair.acts),
      },
    });
    this.handler = repairing.function;
    this.logGroup = repairing.logGroup;
    this.deadLetterQueue = reports.deadLetterQueue;
    this.dimensions = repairDimensions(names);

    this.heldBackAlarm = this.metricHeldBack().createAlarm(this, 'HeldBackAlarm', {
      alarmDescription: `Group ${name}: more instances fail than may be repaired at a time`,
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 5,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    this.launchesSuspendedAlarm = this.metricLaunchesSuspended().createAlarm(this, 'LaunchesSuspendedAlarm', {
      alarmDescription: `Group ${name}: three boots in a row failed, launches are suspended`,
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    this.failingAlarm = this.handler
      .metricErrors({ period: MINUTE, statistic: cloudwatch.Stats.SUM })
      .createAlarm(this, 'FailingAlarm', {
        alarmDescription: `Group ${name}: the function that looks after its instances fails`,
        threshold: 1,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 5,
        datapointsToAlarm: 3,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
  }

  /**
   * How many instances were given up and handed to the Auto Scaling group for replacement.
   *
   * @default - sum over one minute
   */
  public metricReplaced(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(REPAIR_METRICS.replaced, cloudwatch.Stats.SUM, options);
  }

  /**
   * How many instances should be drained or replaced and are not, because as many as may be are under repair already;
   * or because of `Repair.reportOnly()`.
   *
   * @default - maximum over one minute
   */
  public metricHeldBack(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(REPAIR_METRICS.heldBack, cloudwatch.Stats.MAXIMUM, options);
  }

  /**
   * How many container instances were still registered though their instance is gone.
   *
   * @default - maximum over one minute
   */
  public metricLeftOver(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(REPAIR_METRICS.leftOver, cloudwatch.Stats.MAXIMUM, options);
  }

  /**
   * 1 while launches are suspended because three boots in a row failed (or would be, without `Repair.reportOnly()`).
   *
   * @default - maximum over one minute
   */
  public metricLaunchesSuspended(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(REPAIR_METRICS.launchesSuspended, cloudwatch.Stats.MAXIMUM, options);
  }

  private metric(metricName: string, statistic: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: REPAIR_NAMESPACE,
      metricName,
      dimensionsMap: this.dimensions,
      statistic,
      period: MINUTE,
      ...options,
    }).attachTo(this);
  }
}
