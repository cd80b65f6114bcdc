import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DEFAULTS } from './defaults';
import type { HostLogGroupsProps } from './host-log-groups-props';
import { letLogsUse } from './key-access';
import { logGroupPrefix } from './log-group-prefix';

const METRICS = { namespace: 'EcsGroundwork/LogRouter', period: Duration.minutes(5) } as const;

/**
 * The log groups in which a log router puts the logs of hosts: the six of terraform-ecs, and one for what routers say of
 * themselves. In each, every instance writes a stream that is named by its id.
 *
 * A router makes its own for each instance group, unless it is given some: one for a whole cluster, say. Their names
 * begin with `/<name of the stack>/<path in the stack>/`, which are unique in an account and region: two clusters cannot
 * share a log group by accident ("log group collision" of terraform-ecs), and CloudFormation refuses a name that is taken.
 */
export class HostLogGroups extends Construct {
  /** What the kernel says: `dmesg`. Memory that ran out is found here. */
  public readonly dmesg: logs.ILogGroup;

  /** What the Docker daemon says, and containers whose log driver is `journald`: system containers. */
  public readonly docker: logs.ILogGroup;

  /** The ECS agent: `/var/log/ecs/ecs-agent.log`. */
  public readonly ecsAgent: logs.ILogGroup;

  /** What starts the ECS agent: `/var/log/ecs/ecs-init.log`. */
  public readonly ecsInit: logs.ILogGroup;

  /** Which tasks asked for the credentials of their roles: `/var/log/ecs/audit.log`. */
  public readonly audit: logs.ILogGroup;

  /** The rest of the journal. */
  public readonly messages: logs.ILogGroup;

  /** Warnings and errors of the routers themselves, and how many records they gave up. Set alarms on it. */
  public readonly router: logs.ILogGroup;

  /** How the names of the log groups begin; a slash and the name of the source follow. */
  public readonly prefix: string;

  private readonly dropped: logs.MetricFilter;

  public constructor(scope: Construct, id: string, props: HostLogGroupsProps = {}) {
    super(scope, id);
    this.prefix = logGroupPrefix(this);
    if (props.encryptionKey) {
      letLogsUse(props.encryptionKey, this, this.prefix);
    }
    const logGroup = (groupId: string, source: string): logs.ILogGroup =>
      new logs.LogGroup(this, groupId, {
        logGroupName: `${this.prefix}/${source}`,
        retention: props.retention ?? DEFAULTS.retention,
        removalPolicy: props.removalPolicy ?? DEFAULTS.removalPolicy,
        encryptionKey: props.encryptionKey,
      });
    this.dmesg = logGroup('Dmesg', 'dmesg');
    this.docker = logGroup('Docker', 'docker');
    this.ecsAgent = logGroup('EcsAgent', 'ecs-agent');
    this.ecsInit = logGroup('EcsInit', 'ecs-init');
    this.audit = logGroup('Audit', 'audit');
    this.messages = logGroup('Messages', 'messages');
    this.router = logGroup('Router', 'router');
    this.dropped = new logs.MetricFilter(this, 'DroppedRecords', {
      logGroup: this.router,
      filterPattern: logs.FilterPattern.numberValue('$.dropped', '>=', 0),
      metricNamespace: METRICS.namespace,
      metricName: `DroppedRecords${this.prefix}`,
      metricValue: '$.dropped',
    });
  }

  /**
   * How many records the routers that write here gave up: because a destination refused them or was away for longer than
   * the buffer on disk could bridge. Each router reports once a minute, also when there is nothing to report: missing
   * data means that no router works.
   *
   * @default - sum over five minutes
   */
  public metricDroppedRecords(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.dropped.metric({
      statistic: cloudwatch.Stats.SUM,
      period: METRICS.period,
      ...options,
    });
  }

  /** What a router may write to. */
  public get logGroups(): logs.ILogGroup[] {
    return [this.dmesg, this.docker, this.ecsAgent, this.ecsInit, this.audit, this.messages, this.router];
  }
}
