import type * as logs from 'aws-cdk-lib/aws-logs';

/** Options of `LogDestination.cloudWatch()`. */
export interface CloudWatchDestinationOptions {
  /** Where records go; its retention, key and name are yours. In the region of the senders. */
  readonly logGroup: logs.ILogGroup;
}
