import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { PinnedRelease } from './pinned-release';
import { failure } from '../private/errors';

/** `al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-arm64`, `al2023-ami-ecs-gpu-hvm-…-x86_64-ebs`. */
const RELEASE_NAME = /^al2023-ami-ecs-(gpu-)?hvm-2023\.\d+\.\d{8}-kernel-\d+\.\d+-(x86_64|arm64)(-ebs)?$/;

/**
 * Which release of the ECS-optimised image a group runs.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
 */
export class AmiRelease {
  /**
   * The release that AWS recommends at the time of a deployment, read from Systems Manager by CloudFormation.
   *
   * Any deployment of the stack, also one that is about something else, picks up a newer release and then replaces the
   * instances. Pin the release where that must not happen.
   */
  public static recommended(): AmiRelease {
    return new AmiRelease(undefined);
  }

  /**
   * One release, by the name of its image: `al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64`. Instances are
   * replaced when the name changes here, and not otherwise. List the names with
   * `aws ssm get-parameters-by-path --path /aws/service/ecs/optimized-ami/amazon-linux-2023 --recursive`.
   *
   * Fails with `AmiReleaseInvalid` if the name is no release of Amazon Linux 2023, and with `AmiReleaseMismatch` when
   * a group uses it with instance types of another kind.
   */
  public static pinned(name: string): AmiRelease {
    const [, gpu, architecture] = RELEASE_NAME.exec(name) ?? [];
    if (!architecture) {
      throw failure(
        'AmiReleaseInvalid',
        `'${name}' is no release of the ECS-optimised Amazon Linux 2023 image; ` +
          `a name reads like al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64`,
      );
    }
    return new AmiRelease({
      name,
      gpu: gpu !== undefined,
      architecture: architecture === 'arm64' ? ec2.InstanceArchitecture.ARM_64 : ec2.InstanceArchitecture.X86_64,
    });
  }

  private constructor(private readonly pinnedRelease: PinnedRelease | undefined) {}

  /** @internal */
  public _bind(): PinnedRelease | undefined {
    return this.pinnedRelease;
  }
}
