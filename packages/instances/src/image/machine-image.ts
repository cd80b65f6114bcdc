import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AmiRelease } from './ami-release';
import { customImage } from './custom-image';
import { gpuImage, standardImage } from './ecs-optimized-image';
import type { Construct } from 'constructs';
import type { ImageConfig, ImageRequest } from './image-config';

/** Options of the ECS-optimised images. */
export interface EcsOptimizedOptions {
  /**
   * Which release of the image.
   *
   * @default AmiRelease.recommended()
   */
  readonly release?: AmiRelease;
}

/** Options of `MachineImage.custom()`. */
export interface CustomImageOptions {
  /** What the image was built for: CDK cannot tell from its id. */
  readonly architecture: ec2.InstanceArchitecture;

  /**
   * The root volume's device name in the image, `RootDeviceName` of `aws ec2 describe-images`.
   *
   * @default '/dev/xvda'
   */
  readonly rootDeviceName?: string;
}

/**
 * What instances boot from: the ECS-optimised Amazon Linux 2023 image, or your own made from it.
 *
 * Not `ec2.MachineImage` of CDK: what that makes goes into `custom(…)`. Bottlerocket and Windows are refused: they boot
 * without the shell and systemd that agent configuration, boot steps and contributions are made of.
 */
export class MachineImage {
  /** The ECS-optimised Amazon Linux 2023 image for the architecture of the group's instance types. */
  public static ecsOptimized(options: EcsOptimizedOptions = {}): MachineImage {
    const release = options.release ?? AmiRelease.recommended();
    return new MachineImage((_, request) => standardImage(release, request));
  }

  /** The ECS-optimised Amazon Linux 2023 image with NVIDIA's driver and container runtime, for types with such GPUs. */
  public static ecsOptimizedGpu(options: EcsOptimizedOptions = {}): MachineImage {
    const release = options.release ?? AmiRelease.recommended();
    return new MachineImage((_, request) => gpuImage(release, request));
  }

  /**
   * An image of your own. It must be derived from the ECS-optimised Amazon Linux 2023 image, or bring what that has:
   * systemd, cloud-init, bash, curl, Docker, and the agent as `ecs.service` ordered after `cloud-final.service`.
   *
   * Fails with `BottlerocketUnsupported` or `WindowsUnsupported`, and with `ImageArchitectureMismatch` if the group's
   * types have another architecture.
   */
  public static custom(image: ec2.IMachineImage, options: CustomImageOptions): MachineImage {
    return new MachineImage((scope, request) => customImage(scope, image, options, request));
  }

  private constructor(private readonly bindTo: (scope: Construct, request: ImageRequest) => ImageConfig) {}

  /** @internal */
  public _bind(scope: Construct, request: ImageRequest): ImageConfig {
    return this.bindTo(scope, request);
  }
}
