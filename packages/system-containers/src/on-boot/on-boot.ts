import type * as instances from '@ecs-groundwork/instances';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { checkOnBoot } from './checks';
import { GroupContainers } from './group-containers';
import { instanceStatements } from './instance-permissions';
import { StartOrder } from './start-order';
import { unit } from './unit';
import type { CarrierStrategy } from '../carrier/carrier-strategy';
import type { ContainerSpec } from '../spec/container-spec';

/** Docker under systemd: a unit for each container, and what the container is in a generation. */
export const onBoot: CarrierStrategy = { check: checkOnBoot, bind };

function bind(scope: Construct, group: instances.IInstanceGroup, spec: ContainerSpec): instances.BootContribution {
  new StartOrder(scope, group, spec.containerName, spec.startAfter);
  GroupContainers.of(group).add(spec);
  return {
    units: [unit(spec)],
    reservedMemoryMiB: spec.memoryLimitMiB,
    reservedPorts: hostPorts(spec, ecs.Protocol.TCP),
    reservedUdpPorts: hostPorts(spec, ecs.Protocol.UDP),
    images: [spec.image.imageName],
    policyStatements: instanceStatements(group, spec),
  };
}

/** A port of one address is taken for all: a task that asks for it asks on every address. */
function hostPorts(spec: ContainerSpec, protocol: ecs.Protocol): number[] {
  return [...new Set(spec.ports.filter((port) => port.protocol === protocol).map((port) => port.hostPort))];
}
