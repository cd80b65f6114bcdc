import { InstanceType } from 'aws-cdk-lib/aws-ec2';

/** What a bastion is when nothing is said. */
export const BASTION_DEFAULTS = {
  instanceType: new InstanceType('t4g.nano'),
  /** The size of Amazon Linux 2023's snapshot. */
  rootVolumeGiB: 8,
} as const;
