import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** What a pinned release is for, by its name. */
export interface PinnedRelease {
  readonly name: string;
  readonly architecture: ec2.InstanceArchitecture;
  readonly gpu: boolean;
}
