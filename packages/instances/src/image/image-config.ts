import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** What asks for an image. */
export interface ImageRequest {
  readonly group: string;
  readonly architecture: ec2.InstanceArchitecture;
  readonly instanceTypes: readonly ec2.InstanceType[];
}

/** What a launch template makes of an image. */
export interface ImageConfig {
  readonly image: ec2.IMachineImage;
  readonly rootDeviceName: string;
  /** The size of the image's snapshot: EC2 refuses to launch with a smaller root volume. */
  readonly snapshotGiB?: number;
}
