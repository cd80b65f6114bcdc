import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as logs from 'aws-cdk-lib/aws-logs';

/** What a choice of flow logs asks of the network. */
export interface FlowLogsConfig {
  readonly destination: ec2.FlowLogDestination;
  readonly trafficType?: ec2.FlowLogTrafficType;
  readonly logGroup?: logs.ILogGroup;
}
