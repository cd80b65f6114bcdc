import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { RemovalPolicy } from 'aws-cdk-lib/core';

/** Properties of `HostLogGroups`. */
export interface HostLogGroupsProps {
  /**
   * How long records are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly retention?: logs.RetentionDays;

  /**
   * What becomes of the log groups when they leave the stack, or the stack is deleted. A log group that was retained
   * keeps its name: a stack that is made again under the same name fails until the old log groups are deleted or
   * imported (`cdk import`).
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * A key of your own. One of your app is opened to CloudWatch Logs, for these log groups only; the policy of an
   * imported key must allow it already.
   *
   * @default - the key of CloudWatch Logs
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  readonly encryptionKey?: kms.IKey;
}
