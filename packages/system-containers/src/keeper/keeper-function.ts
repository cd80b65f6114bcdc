import * as path from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface KeeperFunctionProps {
  readonly description: string;
  readonly statements: readonly iam.PolicyStatement[];
  readonly environment: Record<string, string>;
}

/** A look at 5,000 instances is about 500 calls, of which ECS answers 20 in a second. */
const TIMEOUT = Duration.minutes(2);
/** The tasks of 5,000 instances take some 60 MiB. */
const MEMORY_MIB = 256;

/**
 * The function, its role, its log and its dead-letter queue.
 *
 * Its concurrency is not reserved, though one at a time would do: Lambda refuses what leaves an account fewer than 100
 * unreserved, and a new account has 10 in all. Keepers that run side by side agree on what is too many instead.
 */
export class KeeperFunction extends Construct {
  public readonly function: lambda.Function;
  public readonly logGroup: logs.LogGroup;
  public readonly deadLetterQueue: sqs.Queue;

  public constructor(scope: Construct, id: string, props: KeeperFunctionProps) {
    super(scope, id);
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.deadLetterQueue = new sqs.Queue(this, 'DeadLetters', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
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
      code: lambda.Code.fromAsset(path.join(__dirname, '../../assets/keeper/keeper.lambda')),
      role,
      logGroup: this.logGroup,
      environment: props.environment,
      deadLetterQueue: this.deadLetterQueue,
      timeout: TIMEOUT,
      memorySize: MEMORY_MIB,
    });
  }
}
