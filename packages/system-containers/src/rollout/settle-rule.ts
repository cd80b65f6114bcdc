import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

export interface SettleRuleProps {
  readonly documentName: string;
  readonly settle: IFunction;
  /** Properties of the roll-out. */
  readonly target: Record<string, unknown>;
}

/** A lost event, or a host that missed something, waits no longer. */
export const SETTLE_INTERVAL = Duration.minutes(15);

/**
 * When a command of the group has ended, and from time to time.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-eventbridge-events.html
 */
export function settleRule(scope: Construct, { documentName, settle, target }: SettleRuleProps): events.Rule {
  return new events.Rule(scope, 'Settle', {
    description: 'Sees to roll-outs of system containers that no deployment waits for',
    eventPattern: {
      source: ['aws.ssm'],
      detailType: ['EC2 Command Status-change Notification'],
      detail: {
        'document-name': [documentName],
        status: [{ 'anything-but': ['Pending', 'InProgress', 'Cancelling'] }],
      },
    },
    schedule: events.Schedule.rate(SETTLE_INTERVAL),
    targets: [new LambdaFunction(settle, { event: events.RuleTargetInput.fromObject(target) })],
  });
}
