import * as path from 'node:path';
import * as events from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface RepairFunctionProps {
  readonly description: string;
  readonly reports: sqs.IQueue;
  readonly statements: readonly iam.PolicyStatement[];
  readonly environment: Record<string, string>;
}

/** Less than a minute, so that one sweep is over when the next one is due. */
export const REPAIR_TIMEOUT = Duration.seconds(50);
const MEMORY_MIB = 256;

/** How often the whole group is looked at. */
const SWEEP = Duration.minutes(1);

/** Reports are taken down together: those of a group that fails as a whole come within seconds. */
const REPORTS = { batchSize: 100, maxBatchingWindow: Duration.seconds(5) } as const;

/** All ticks are of one message group, of which Lambda has one batch at a time. */
const MESSAGE_GROUP = 'sweep';

/**
 * The function, its role, its log and what wakes it.
 *
 * Sweeps come through a FIFO queue, not straight from their schedule: the brake counts, and what counts must not run
 * twice at the same time. EventBridge and Lambda may both do so; reserved concurrency would hinder it, but Lambda
 * refuses that in new accounts. Reports are only taken down, side by side.
 */
export class RepairFunction extends Construct {
  public readonly function: lambda.Function;
  public readonly logGroup: logs.LogGroup;

  public constructor(scope: Construct, id: string, props: RepairFunctionProps) {
    super(scope, id);
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: props.description,
    });
    this.logGroup.grantWrite(role);
    props.statements.forEach((statement) => role.addToPrincipalPolicy(statement));
    this.function = new lambda.Function(this, 'Function', {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(path.join(__dirname, '../../assets/repair/repair.lambda')),
      role,
      logGroup: this.logGroup,
      environment: props.environment,
      timeout: REPAIR_TIMEOUT,
      memorySize: MEMORY_MIB,
    });
    this.function.addEventSource(new SqsEventSource(props.reports, { ...REPORTS, reportBatchItemFailures: true }));
    this.function.addEventSource(new SqsEventSource(this.ticks(), { batchSize: 10 }));
  }

  /** Without a dead-letter queue: a tick says nothing that the next one, a minute later, does not say. */
  private ticks(): sqs.Queue {
    const ticks = new sqs.Queue(this, 'Ticks', {
      fifo: true,
      // the body is the schedule's event, each with an id and a time of its own
      contentBasedDeduplication: true,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // a sweep that failed comes again with the next minute
      visibilityTimeout: SWEEP,
      // what was missed is not made up for
      retentionPeriod: Duration.minutes(2),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new events.Rule(this, 'Sweep', {
      description: 'A minute has passed',
      schedule: events.Schedule.rate(SWEEP),
      targets: [new SqsQueue(ticks, { messageGroupId: MESSAGE_GROUP })],
    });
    return ticks;
  }
}
