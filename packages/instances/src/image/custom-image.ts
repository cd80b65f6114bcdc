import { failure } from '../private/errors';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ImageConfig, ImageRequest } from './image-config';
import type { CustomImageOptions } from './machine-image';
import type { Construct } from 'constructs';

const ROOT_DEVICE = '/dev/xvda';

export function customImage(
  scope: Construct,
  image: ec2.IMachineImage,
  options: CustomImageOptions,
  request: ImageRequest,
): ImageConfig {
  if (isBottlerocket(image)) {
    throw failure(
      'BottlerocketUnsupported',
      `group '${request.group}' has a Bottlerocket image, which takes settings in TOML instead of the shell user data ` +
        `that boot steps and agent configuration become; use MachineImage.ecsOptimized(), or an image derived from it`,
    );
  }
  if (options.architecture !== request.architecture) {
    throw failure(
      'ImageArchitectureMismatch',
      `the image of group '${request.group}' is for ${options.architecture}, but its instance types are ` +
        `${request.architecture}; change instanceTypes or the image`,
    );
  }
  // asked last: an image that is looked up leaves a question to the CLI in the app's context
  if (image.getImage(scope).osType === ec2.OperatingSystemType.WINDOWS) {
    throw failure(
      'WindowsUnsupported',
      `group '${request.group}' has a Windows image, but instances boot with systemd and bash; ` +
        `use MachineImage.ecsOptimized(), or an image derived from it`,
    );
  }
  return { image, rootDeviceName: options.rootDeviceName ?? ROOT_DEVICE };
}

/** Also by its public parameter, which any of CDK's generic images can name. */
function isBottlerocket(image: ec2.IMachineImage): boolean {
  const { parameterName } = image as { readonly parameterName?: unknown };
  return (
    ecs.BottleRocketImage.isBottleRocketImage(image) ||
    (typeof parameterName === 'string' && parameterName.includes('/bottlerocket/'))
  );
}
