import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkInEcs } from './checks';
import { daemonTaskDefinition } from './daemon-task-definition';
import type { CarrierStrategy } from '../carrier/carrier-strategy';
import type { ManagedDaemonOptions } from '../carrier/managed-daemon-options';
import type { ManagedInstancesCapacity } from '../carrier/managed-instances-capacity';
import { failure } from '../private/errors';
import type { ContainerSpec } from '../spec/container-spec';

const CARRIER = 'Carrier.managedDaemon()';
const DRAIN_PERCENT = { min: 1, max: 100 } as const;

/**
 * A daemon that ECS itself starts first on each instance it manages.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons.html
 */
export function managedDaemon({ drainPercent }: ManagedDaemonOptions): CarrierStrategy {
  checkDrainPercent(drainPercent);
  return {
    check: checkManagedDaemon,
    bind: (_, group, spec) => {
      throw failure(
        'ManagedDaemonOnGroup',
        `system container '${spec.containerName}' has ${CARRIER}, which runs on ECS Managed Instances only, and group ` +
          `'${group.instanceGroupName}' is an Auto Scaling group; use Carrier.onBoot() to have it before the first task or ` +
          'Carrier.daemonService() for a task of ECS, or take it to managed instances with container.bindToManagedInstances()',
      );
    },
    bindToManagedInstances: (scope, capacity, spec) => {
      checkCapacity(capacity, spec);
      const own = new Construct(scope, spec.containerName);
      const { cluster, capacityProviders } = capacity;
      new ecs.CfnDaemon(own, 'Daemon', {
        clusterArn: cluster.clusterArn,
        capacityProviderArns: capacityProviders.map(({ capacityProviderName }) =>
          Stack.of(own).formatArn({
            service: 'ecs',
            resource: 'capacity-provider',
            resourceName: capacityProviderName,
          }),
        ),
        daemonTaskDefinitionArn: daemonTaskDefinition(own, spec).ref,
        deploymentConfiguration: drainPercent === undefined ? undefined : { drainPercent },
      });
    },
  };
}

function checkDrainPercent(drainPercent?: number): void {
  const { min, max } = DRAIN_PERCENT;
  if (drainPercent === undefined || Token.isUnresolved(drainPercent)) {
    return;
  }
  if (!(drainPercent >= min && drainPercent <= max)) {
    throw failure(
      'DrainPercentInvalid',
      `drainPercent must be ${min} to ${max}, got ${drainPercent}; leave it out for ECS's own`,
    );
  }
}

/** Throws at what a daemon task definition has no word for. */
function checkManagedDaemon(spec: ContainerSpec): void {
  checkInEcs(CARRIER, spec);
  const without: readonly (readonly [given: boolean, prop: string, reason: string])[] = [
    [spec.ports.length > 0, 'ports', 'a managed daemon publishes none'],
    [spec.networkMode !== ecs.NetworkMode.BRIDGE, 'networkMode', 'a managed daemon has a network of its own'],
    [spec.log._isNone(), 'log', 'of what writes nowhere ECS knows no log driver'],
  ];
  const [first] = without.filter(([given]) => given);
  if (first) {
    const [, prop, reason] = first;
    throw failure(
      'NotInManagedDaemon',
      `system container '${spec.containerName}' has ${prop}, which ${CARRIER} cannot honour: ${reason}; ` +
        `leave ${prop} out, or use another carrier on a group of your own instances`,
    );
  }
}

function checkCapacity({ cluster, capacityProviders }: ManagedInstancesCapacity, spec: ContainerSpec): void {
  const what = `capacityProviders of system container '${spec.containerName}'`;
  if (capacityProviders.length === 0) {
    throw failure('CapacityProvidersMissing', `${what} must name at least one, got none`);
  }
  const stranger = capacityProviders.find((provider) => provider.cluster !== cluster);
  if (stranger) {
    throw failure(
      'CapacityProviderOfAnotherCluster',
      `${what} has ${stranger.node.path}, which belongs to ${stranger.cluster?.node.path ?? 'no cluster'} and not to ` +
        `${cluster.node.path}; add it with cluster.addManagedInstancesCapacityProvider() first`,
    );
  }
}
