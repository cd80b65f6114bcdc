import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';
import type { FlowLogsConfig } from './flow-logs-config';
import { flowLogsRole } from './flow-logs-role';

/** How long flow logs are kept when nothing else is said. */
const RETENTION = logs.RetentionDays.ONE_MONTH;

/** Options of `FlowLogs.cloudWatch()`. */
export interface CloudWatchFlowLogsOptions {
  /**
   * How long records are kept.
   * @default RetentionDays.ONE_MONTH
   */
  readonly retention?: logs.RetentionDays;

  /**
   * A log group of your own, with your name, KMS key and removal policy. Given together with `retention` it fails
   * with `RetentionOfOwnLogGroup`: the group has its own.
   *
   * @default - a new log group with a generated name, which is kept when the network is deleted
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * Which traffic is recorded.
   * @default FlowLogTrafficType.ALL
   */
  readonly trafficType?: ec2.FlowLogTrafficType;
}

/** Options of `FlowLogs.s3()`. */
export interface S3FlowLogsOptions {
  /**
   * Where in the bucket records are put, before `AWSLogs/<account>/`.
   * @default - at the top
   */
  readonly keyPrefix?: string;

  /**
   * Which traffic is recorded.
   * @default FlowLogTrafficType.ALL
   */
  readonly trafficType?: ec2.FlowLogTrafficType;
}

/**
 * Where records of the VPC's traffic go.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
export class FlowLogs {
  /** To a CloudWatch log group, with a role that may write to that group only. */
  public static cloudWatch(options: CloudWatchFlowLogsOptions = {}): FlowLogs {
    if (options.logGroup && options.retention !== undefined) {
      throw failure(
        'RetentionOfOwnLogGroup',
        'retention cannot be given together with logGroup; set it on the log group',
      );
    }
    return new FlowLogs((scope) => {
      const logGroup =
        options.logGroup ?? new logs.LogGroup(scope, 'LogGroup', { retention: options.retention ?? RETENTION });
      return {
        destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, flowLogsRole(scope)),
        trafficType: options.trafficType,
        logGroup,
      };
    });
  }

  /**
   * To a bucket. A bucket made with CDK gets the policy that lets AWS deliver; an imported one must have it, see
   * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html. With a KMS key of your own, the
   * key's policy must allow `delivery.logs.amazonaws.com`.
   */
  public static s3(bucket: s3.IBucket, options: S3FlowLogsOptions = {}): FlowLogs {
    return new FlowLogs(() => ({
      destination: ec2.FlowLogDestination.toS3(bucket, options.keyPrefix),
      trafficType: options.trafficType,
    }));
  }

  private constructor(private readonly build: (scope: Construct) => FlowLogsConfig) {}

  /**
   * What the network builds. A log group and a role are created in the scope.
   * @internal
   */
  public _bind(scope: Construct): FlowLogsConfig {
    return this.build(scope);
  }
}
