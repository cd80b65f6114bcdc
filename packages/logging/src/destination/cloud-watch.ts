import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { CloudWatchDestinationOptions } from './cloud-watch-destination-options';
import type { Output, Sender } from './output';

export function cloudWatch({ logGroup }: CloudWatchDestinationOptions, { streamPrefix, region }: Sender): Output {
  return {
    plugin: 'cloudwatch_logs',
    // the line alone, as Docker's own driver writes it: the stream says whose it is
    settings: { region, log_key: 'log', log_stream_prefix: streamPrefix },
    values: { log_group_name: logGroup.logGroupName },
    secrets: {},
    place: logGroup.env,
    statements: [mayWrite([logGroup])],
  };
}

/** What Fluent Bit does to log groups: it describes nothing and creates no group. */
export function mayWrite(logGroups: readonly logs.ILogGroup[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: logGroups.map(({ logGroupArn }) => logGroupArn),
  });
}
