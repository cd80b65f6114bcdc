import { type Duration, Stack, Token } from 'aws-cdk-lib/core';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { BOUNDS, DEFAULTS } from './defaults';
import type { InstanceGroupOptions } from './instance-group-props';
import { imageOutOfReach } from '../cluster/public-registries';
import { failure } from '../private/errors';

/** Fails unless the group can be registered with the cluster. */
export function checkCluster(scope: Construct, group: string, cluster: ecs.ICluster): ecs.Cluster {
  if (!ecs.Cluster.isCluster(cluster)) {
    throw failure(
      'ClusterImported',
      `group '${group}' is for the imported cluster ${cluster.node.path}, which cannot register capacity; ` +
        `add the group in the app that makes the cluster`,
    );
  }
  if (Stack.of(cluster) !== Stack.of(scope)) {
    throw failure(
      'ClusterInAnotherStack',
      `group '${group}' is in stack ${Stack.of(scope).node.path}, its cluster in ${Stack.of(cluster).node.path}: ` +
        `each stack would wait for the other; create the group in the cluster's stack, for example with addInstanceGroup`,
    );
  }
  return cluster;
}

/** Fails unless sizes, times and percentages are within their bounds. */
export function checkNumbers(group: string, options: InstanceGroupOptions): void {
  checkCapacity(group, options.minCapacity ?? DEFAULTS.minCapacity, options.maxCapacity ?? DEFAULTS.maxCapacity);
  checkTarget(group, options);
  inBounds(group, 'rootVolumeGiB', options.rootVolumeGiB, BOUNDS.rootVolumeGiB);
  checkBootTimeout(group, options.bootTimeout);
}

/** Fails at an image that a contribution would pull in vain, on instances without a way to the internet. */
export function checkImages(group: string, contribution: string, images: readonly string[]): void {
  for (const image of images.filter((name) => !Token.isUnresolved(name))) {
    const text = imageOutOfReach(image, { what: `contribution '${contribution}' pulls`, group });
    if (text !== undefined) {
      throw failure('ImageOutOfReach', text);
    }
  }
}

/** EC2 refuses to launch from a snapshot that is larger than the volume. */
export function checkRootVolume(group: string, sizeGiB: number, snapshotGiB: number | undefined): void {
  if (!Token.isUnresolved(sizeGiB) && snapshotGiB !== undefined && sizeGiB < snapshotGiB) {
    throw failure(
      'RootVolumeTooSmall',
      `rootVolumeGiB of group '${group}' must be at least ${snapshotGiB}, the size of the ECS-optimised image, ` +
        `got ${sizeGiB}`,
    );
  }
}

function checkCapacity(group: string, min: number, max: number): void {
  if (Token.isUnresolved(min) || Token.isUnresolved(max)) {
    return;
  }
  if (!Number.isInteger(min) || min < 0) {
    throw failure(
      'CapacityOutOfRange',
      `minCapacity of group '${group}' must be a whole number, 0 or more, got ${min}`,
    );
  }
  if (!Number.isInteger(max) || max < 1) {
    throw failure(
      'CapacityOutOfRange',
      `maxCapacity of group '${group}' must be a whole number, 1 or more, got ${max}`,
    );
  }
  if (min > max) {
    throw failure(
      'CapacityOutOfRange',
      `minCapacity (${min}) of group '${group}' is more than maxCapacity (${max}); raise maxCapacity or lower minCapacity`,
    );
  }
}

function checkTarget(group: string, { managedScaling, targetCapacityPercent }: InstanceGroupOptions): void {
  if (managedScaling === false && targetCapacityPercent !== undefined) {
    throw failure(
      'TargetCapacityUnused',
      `group '${group}' has a targetCapacityPercent, which managed scaling keeps to, but managedScaling is false; ` +
        `leave one of them out`,
    );
  }
  inBounds(group, 'targetCapacityPercent', targetCapacityPercent, BOUNDS.targetCapacityPercent);
}

function inBounds(group: string, prop: string, value: number | undefined, bounds: { min: number; max: number }): void {
  if (value === undefined || Token.isUnresolved(value)) {
    return;
  }
  if (!Number.isInteger(value) || value < bounds.min || value > bounds.max) {
    throw failure(
      'OptionOutOfRange',
      `${prop} of group '${group}' must be a whole number from ${bounds.min} to ${bounds.max}, got ${value}`,
    );
  }
}

function checkBootTimeout(group: string, timeout: Duration | undefined): void {
  if (timeout === undefined || timeout.isUnresolved()) {
    return;
  }
  const { min, max } = BOUNDS.bootTimeoutSeconds;
  const seconds = timeout.toSeconds();
  if (seconds < min || seconds > max) {
    throw failure(
      'OptionOutOfRange',
      `bootTimeout of group '${group}' must be ${min} to ${max} seconds, which is what a lifecycle hook waits, ` +
        `got ${seconds}`,
    );
  }
}
