import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { REPAIR_TIMEOUT } from './repair-function';

/** How often Lambda tries to take a report down. */
const ATTEMPTS = 3;

/**
 * Where the instances of one group report that they are not ready, and that they are again. It comes before the
 * instances, and knows nothing of who listens.
 */
export class HostReportQueue extends Construct {
  public readonly queue: sqs.IQueue;
  public readonly deadLetterQueue: sqs.IQueue;
  /** What an instance needs: to send, and only here. SQS says who sent it. */
  public readonly statement: iam.PolicyStatement;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const common = { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true };
    const removalPolicy = RemovalPolicy.DESTROY;
    this.deadLetterQueue = new sqs.Queue(this, 'DeadLetters', {
      ...common,
      retentionPeriod: Duration.days(14),
      removalPolicy,
    });
    this.queue = new sqs.Queue(this, 'Queue', {
      ...common,
      // six times the function's, as Lambda advises: it holds messages while it may not invoke
      visibilityTimeout: Duration.seconds(REPAIR_TIMEOUT.toSeconds() * 6),
      // a report is repeated each minute while it is true
      retentionPeriod: Duration.hours(1),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: ATTEMPTS },
      removalPolicy,
    });
    this.statement = new iam.PolicyStatement({
      sid: 'ReportItself',
      actions: ['sqs:SendMessage'],
      resources: [this.queue.queueArn],
    });
  }
}
