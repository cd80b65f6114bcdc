import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { WrongUse } from './wrong-use';
import { AmiRelease, MachineImage } from '../../src';
import { type } from '../support';

const BOTTLEROCKET =
  "BottlerocketUnsupported: group 'default' has a Bottlerocket image, which takes settings in TOML instead of the " +
  'shell user data that boot steps and agent configuration become; use MachineImage.ecsOptimized(), or an image ' +
  'derived from it';

const pinnedArm = AmiRelease.pinned('al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-arm64');

export const IMAGE_USES: readonly WrongUse[] = [
  {
    name: 'Bottlerocket',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', {
        machineImage: MachineImage.custom(new ecs.BottleRocketImage(), {
          architecture: ec2.InstanceArchitecture.X86_64,
        }),
      }),
    text: BOTTLEROCKET,
  },
  {
    name: 'Bottlerocket by its parameter',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', {
        machineImage: MachineImage.custom(
          ec2.MachineImage.fromSsmParameter('/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id'),
          { architecture: ec2.InstanceArchitecture.X86_64 },
        ),
      }),
    text: BOTTLEROCKET,
  },
  {
    name: 'Windows',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', {
        machineImage: MachineImage.custom(
          ec2.MachineImage.latestWindows(ec2.WindowsVersion.WINDOWS_SERVER_2022_ENGLISH_FULL_BASE),
          { architecture: ec2.InstanceArchitecture.X86_64 },
        ),
      }),
    text:
      "WindowsUnsupported: group 'default' has a Windows image, but instances boot with systemd and bash; use " +
      'MachineImage.ecsOptimized(), or an image derived from it',
  },
  {
    name: 'an image for ARM on x86',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', {
        machineImage: MachineImage.custom(ec2.MachineImage.fromSsmParameter('/own/image'), {
          architecture: ec2.InstanceArchitecture.ARM_64,
        }),
      }),
    text:
      "ImageArchitectureMismatch: the image of group 'default' is for arm64, but its instance types are x86_64; change " +
      'instanceTypes or the image',
  },
  {
    name: 'GPUs without a GPU image',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { instanceTypes: [type('g5.xlarge')] }),
    text:
      "GpuImageMissing: group 'default' has the GPU type g5.xlarge, whose GPUs the standard image does not drive; set " +
      'machineImage to MachineImage.ecsOptimizedGpu()',
  },
  {
    name: 'a GPU image without GPUs',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { machineImage: MachineImage.ecsOptimizedGpu() }),
    text:
      "GpuTypeMissing: group 'default' uses the GPU image, but t3.medium has no NVIDIA GPU; give it types of the g or p " +
      'families, or MachineImage.ecsOptimized()',
  },
  {
    name: 'a GPU image on ARM',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', {
        machineImage: MachineImage.ecsOptimizedGpu(),
        instanceTypes: [type('g5g.xlarge')],
      }),
    text:
      "GpuImageArchitecture: group 'default' uses the GPU image, which AWS publishes for x86_64 only, but its types are " +
      'arm64; use MachineImage.custom(…) with an image of your own',
  },
  {
    name: 'a release that is none',
    use: () => AmiRelease.pinned('amzn2-ami-ecs-hvm-2.0.20240604-x86_64-ebs'),
    text:
      "AmiReleaseInvalid: 'amzn2-ami-ecs-hvm-2.0.20240604-x86_64-ebs' is no release of the ECS-optimised Amazon Linux " +
      '2023 image; a name reads like al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64',
  },
  {
    name: 'a release for ARM on x86',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', { machineImage: MachineImage.ecsOptimized({ release: pinnedArm }) }),
    text:
      'AmiReleaseMismatch: release al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-arm64 is a standard image for arm64, ' +
      "but group 'default' needs a standard image for x86_64; pin the release of the same date for that",
  },
  {
    name: 'a standard release on GPUs',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', {
        instanceTypes: [type('g5.xlarge')],
        machineImage: MachineImage.ecsOptimizedGpu({
          release: AmiRelease.pinned('al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64'),
        }),
      }),
    text:
      'AmiReleaseMismatch: release al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64 is a standard image for x86_64, ' +
      "but group 'default' needs a GPU image for x86_64; pin the release of the same date for that",
  },
];
