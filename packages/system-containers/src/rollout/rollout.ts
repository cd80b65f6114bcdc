import type * as instances from '@ecs-groundwork/instances';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CustomResource, Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkGeneration } from './generation-check';
import { parametersArn } from './parameter-folder';
import { REFUSED_METRIC, refusedDimensions } from './refused-metric';
import { RolloutConcurrency } from './rollout-concurrency';
import { rolloutDocument } from './rollout-document';
import { ROLLOUT_ATTRIBUTES, ROLLOUT_PROPERTIES } from './rollout-names';
import { groupStatements } from './rollout-policy';
import { RolloutProvider, TOTAL_TIMEOUT } from './rollout-provider';
import { SETTLE_INTERVAL, settleRule } from './settle-rule';

export interface RolloutProps {
  /** Whose instances; found by their tag, because the group waits for this. */
  readonly group: instances.IInstanceGroup;

  /**
   * Where the generations lie: `/ecs-groundwork/<value of the group's tag>/<footprint>`; may be lazy. Another name says
   * that instances are replaced, so that there is nothing to roll out.
   */
  readonly parameterName: string;

  /** JSON text; may hold tokens, may be lazy. */
  readonly content: string;

  /** @default - a tenth of the instances, at least one */
  readonly concurrency?: RolloutConcurrency;

  /** For how long a deployment waits for a roll-out before it leaves it to itself. @default - 50 minutes */
  readonly patience?: Duration;
}

/** What a roll-out takes when nothing else is said. */
const DEFAULT_CONCURRENCY = RolloutConcurrency.percent(10);

/** Ten minutes before CloudFormation gives up: enough for the look that notices it. */
const DEFAULT_PATIENCE = Duration.minutes(50);

/**
 * Writes generations of a group's system containers and rolls them over its running hosts: a few at a time, halting at
 * the first host that refuses. What every host may run is approved, and instances boot with that.
 *
 * The Auto Scaling group depends on it: a generation is approved before the first instance boots.
 */
export class Rollout extends Construct {
  /** Of the group's parameters, for hosts to read: those of an earlier footprint run until they are replaced. */
  public readonly parameterArn: string;

  /** Another text for another content, known when that has been rolled out. */
  public readonly contentHash: string;

  public readonly group: instances.IInstanceGroup;
  public readonly alarm: cloudwatch.Alarm;
  public readonly logGroup: logs.ILogGroup;

  private concurrency: RolloutConcurrency;

  public constructor(scope: Construct, id: string, props: RolloutProps) {
    super(scope, id);
    const { group, parameterName, content } = props;
    const { key, value } = group.instanceTag;
    this.group = group;
    this.concurrency = props.concurrency ?? DEFAULT_CONCURRENCY;
    this.parameterArn = parametersArn(group);
    this.node.addValidation({
      validate: () => checkGeneration(group.instanceGroupName, Stack.of(this).resolve(content)),
    });

    const provider = RolloutProvider.of(this);
    this.logGroup = provider.logGroup;
    const document = new ssm.CfnDocument(this, 'Document', {
      documentType: 'Command',
      documentFormat: 'JSON',
      targetType: '/AWS::EC2::Instance',
      content: rolloutDocument(group.instanceGroupName),
    });
    // A policy for each group: when one group is taken out of the stack, CloudFormation updates what is shared first
    // and deletes afterwards. A shared policy would have lost the permission when it is needed.
    const policy = new iam.Policy(this, 'Policy', {
      roles: [provider.role],
      statements: groupStatements(this, {
        parameterArn: this.parameterArn,
        documentName: document.ref,
        tag: group.instanceTag,
      }),
    });
    const target = {
      [ROLLOUT_PROPERTIES.parameterName]: parameterName,
      [ROLLOUT_PROPERTIES.documentName]: document.ref,
      [ROLLOUT_PROPERTIES.tagKey]: key,
      [ROLLOUT_PROPERTIES.tagValue]: value,
      [ROLLOUT_PROPERTIES.groupName]: group.instanceGroupName,
      [ROLLOUT_PROPERTIES.concurrency]: Lazy.string({ produce: () => this.concurrency._bind() }),
      [ROLLOUT_PROPERTIES.patience]: (props.patience ?? DEFAULT_PATIENCE).toSeconds(),
    };
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::SystemContainers',
      serviceToken: provider.serviceToken,
      serviceTimeout: TOTAL_TIMEOUT,
      properties: { ...target, [ROLLOUT_PROPERTIES.content]: content },
    });
    const rule = settleRule(this, { documentName: document.ref, settle: provider.settle, target });
    this.contentHash = resource.getAttString(ROLLOUT_ATTRIBUTES.contentHash);
    resource.node.addDependency(policy);
    rule.node.addDependency(policy);
    this.alarm = this.metricRefused().createAlarm(this, 'Alarm', {
      alarmDescription:
        `Instances of group ${group.instanceGroupName} refuse a change of their system containers, which nobody waits ` +
        'for any more: see the log of the roll-out',
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      // said by each look: between two of them nothing is known to have changed
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    });
  }

  public metricRefused(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: REFUSED_METRIC.namespace,
      metricName: REFUSED_METRIC.name,
      dimensionsMap: refusedDimensions(this.group.instanceTag.value),
      statistic: cloudwatch.Stats.MAXIMUM,
      period: SETTLE_INTERVAL,
      ...options,
    }).attachTo(this);
  }

  public limitTo(concurrency: RolloutConcurrency): void {
    this.concurrency = concurrency;
  }
}
