import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { failure } from '../private/errors';

/** Families with NVIDIA GPUs, the ones that the GPU image drives; g4ad has AMD's. */
const NVIDIA_FAMILY = /^(p\d|gr?\d)(?!ad)/;

/** Whether an instance of this type has the GPUs that the GPU image is made for. */
export function hasNvidiaGpu(type: ec2.InstanceType): boolean {
  return NVIDIA_FAMILY.test(type.toString());
}

/** The one architecture of a group's types; fails if they have none in common. */
export function architectureOf(group: string, types: readonly ec2.InstanceType[]): ec2.InstanceArchitecture {
  const [first] = types;
  if (!first) {
    throw failure(
      'InstanceTypesMissing',
      `instanceTypes of group '${group}' is empty; give at least one type, or leave it out for the default`,
    );
  }
  const names = types.map((type) => type.toString());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) {
    throw failure('InstanceTypeTwice', `instanceTypes of group '${group}' names ${twice} twice; name each type once`);
  }
  const other = types.find((type) => type.architecture !== first.architecture);
  if (other) {
    throw failure(
      'ArchitecturesMixed',
      `instanceTypes of group '${group}' mix ${first.toString()} (${first.architecture}) and ${other.toString()} ` +
        `(${other.architecture}), but an image runs on one of them; make a group for each`,
    );
  }
  return first.architecture;
}
