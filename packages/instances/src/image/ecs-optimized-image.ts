import { hasNvidiaGpu } from '../group/instance-types';
import { failure } from '../private/errors';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { AmiRelease } from './ami-release';
import type { ImageConfig, ImageRequest } from './image-config';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html */
const PARAMETERS = '/aws/service/ecs/optimized-ami/amazon-linux-2023';
const ROOT_DEVICE = '/dev/xvda';
const SNAPSHOT_GIB = 30;

export function standardImage(release: AmiRelease, request: ImageRequest): ImageConfig {
  const gpuType = request.instanceTypes.find(hasNvidiaGpu);
  if (gpuType) {
    throw failure(
      'GpuImageMissing',
      `group '${request.group}' has the GPU type ${gpuType.toString()}, whose GPUs the standard image does not drive; ` +
        `set machineImage to MachineImage.ecsOptimizedGpu()`,
    );
  }
  const arm = request.architecture === ec2.InstanceArchitecture.ARM_64;
  const hardware = arm ? ecs.AmiHardwareType.ARM : ecs.AmiHardwareType.STANDARD;
  return config(release, request, { hardware, folder: arm ? 'arm64/' : '', gpu: false });
}

export function gpuImage(release: AmiRelease, request: ImageRequest): ImageConfig {
  const other = request.instanceTypes.find((type) => !hasNvidiaGpu(type));
  if (other) {
    throw failure(
      'GpuTypeMissing',
      `group '${request.group}' uses the GPU image, but ${other.toString()} has no NVIDIA GPU; ` +
        `give it types of the g or p families, or MachineImage.ecsOptimized()`,
    );
  }
  if (request.architecture !== ec2.InstanceArchitecture.X86_64) {
    throw failure(
      'GpuImageArchitecture',
      `group '${request.group}' uses the GPU image, which AWS publishes for x86_64 only, ` +
        `but its types are ${request.architecture}; use MachineImage.custom(…) with an image of your own`,
    );
  }
  return config(release, request, { hardware: ecs.AmiHardwareType.GPU, folder: 'gpu/', gpu: true });
}

interface Variant {
  readonly hardware: ecs.AmiHardwareType;
  /** Of the variant's releases below `PARAMETERS`. */
  readonly folder: string;
  readonly gpu: boolean;
}

function config(release: AmiRelease, request: ImageRequest, variant: Variant): ImageConfig {
  const pinned = release._bind();
  if (!pinned) {
    return made(ecs.EcsOptimizedImage.amazonLinux2023(variant.hardware));
  }
  if (pinned.architecture !== request.architecture || pinned.gpu !== variant.gpu) {
    throw failure(
      'AmiReleaseMismatch',
      `release ${pinned.name} is ${described(pinned.gpu, pinned.architecture)}, but group '${request.group}' needs ` +
        `${described(variant.gpu, request.architecture)}; pin the release of the same date for that`,
    );
  }
  return made(ec2.MachineImage.fromSsmParameter(`${PARAMETERS}/${variant.folder}${pinned.name}/image_id`));
}

function made(image: ec2.IMachineImage): ImageConfig {
  return { image, rootDeviceName: ROOT_DEVICE, snapshotGiB: SNAPSHOT_GIB };
}

function described(gpu: boolean, architecture: ec2.InstanceArchitecture): string {
  return `${gpu ? 'a GPU image' : 'a standard image'} for ${architecture}`;
}
