import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { HostReportQueue } from './host-report-queue';
import type { RepairConfig } from './repair-config';

/** What repair has to know of a group. */
export interface GroupUnderRepair {
  readonly name: string;
  readonly cluster: ecs.ICluster;
  readonly autoScalingGroup: autoscaling.AutoScalingGroup;
  readonly role: iam.IRole;
  readonly reports: HostReportQueue;
  readonly repair: RepairConfig;
}
