import * as ecs from 'aws-cdk-lib/aws-ecs';
import { failure } from '../private/errors';

/** The container and port of a service that a load balancer sends to. */
export interface ServiceTarget {
  readonly containerName: string;
  readonly containerPort: number;
  /** The port on the instance, if it is one and the same for every task. */
  readonly hostPort?: number;
  /** Whether each task has a network interface, and thus an address, of its own. */
  readonly ownAddress: boolean;
}

/** What users say of it. */
export interface TargetOptions {
  readonly service: ecs.Ec2Service;
  readonly containerName?: string;
  readonly containerPort?: number;
}

/** Finds what a load balancer sends to, or fails with what the task definition lacks. */
export function serviceTarget({ service, containerName, containerPort }: TargetOptions): ServiceTarget {
  const { networkMode } = service.taskDefinition;
  if (networkMode === ecs.NetworkMode.NONE) {
    throw failure(
      'NetworkModeNone',
      `service ${service.node.path} has network mode none, so nothing can reach its tasks; ` +
        `use bridge, host or awsvpc`,
    );
  }
  const container = containerOf(service, containerName);
  const mapping = mappingOf(service, container, containerPort);
  const own = networkMode === ecs.NetworkMode.AWS_VPC;
  const hostPort = networkMode === ecs.NetworkMode.HOST ? mapping.containerPort : mapping.hostPort;
  return {
    containerName: container.containerName,
    containerPort: mapping.containerPort,
    // 0 is Docker's word for any
    hostPort: own || hostPort === 0 ? undefined : hostPort,
    ownAddress: own,
  };
}

function containerOf(service: ecs.Ec2Service, name: string | undefined): ecs.ContainerDefinition {
  const { taskDefinition } = service;
  const container = name === undefined ? taskDefinition.defaultContainer : taskDefinition.findContainer(name);
  if (!container) {
    throw failure(
      'ContainerNotFound',
      name === undefined
        ? `service ${service.node.path} has no essential container yet; add one to its task definition first`
        : `service ${service.node.path} has no container '${name}'; add it to the task definition first, or leave ` +
            `containerName out for the first essential one`,
    );
  }
  return container;
}

function mappingOf(
  service: ecs.Ec2Service,
  container: ecs.ContainerDefinition,
  port: number | undefined,
): ecs.PortMapping {
  const where = `container '${container.containerName}' of service ${service.node.path}`;
  const open = container.portMappings
    .filter(({ protocol }) => (protocol ?? ecs.Protocol.TCP) === ecs.Protocol.TCP)
    // load balancers take single ports
    .filter(({ containerPort }) => containerPort !== ecs.ContainerDefinition.CONTAINER_PORT_USE_RANGE);
  const ports = open.map(({ containerPort }) => containerPort).join(', ');
  const found = port === undefined ? open : open.filter(({ containerPort }) => containerPort === port);
  const [mapping, ...others] = found;
  if (open.length === 0 || !mapping) {
    throw failure(
      'ContainerPortMissing',
      `${where} must map the TCP port that the load balancer sends to, got ${ports || 'none'}; ` +
        `add portMappings: [{ containerPort: ${port ?? 80} }]`,
    );
  }
  if (others.length > 0) {
    throw failure('ContainerPortAmbiguous', `${where} maps the TCP ports ${ports}; choose one with containerPort`);
  }
  return mapping;
}
