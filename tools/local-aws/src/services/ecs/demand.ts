import type { ContainerDefinition, RegisterTaskDefinitionRequest, TaskDefinition } from '@aws-sdk/client-ecs';

/** What a task needs of an instance. */
export interface Demand {
  readonly cpu: number;
  /** MiB that the scheduler sets aside: the reservation where there is one, else the limit. */
  readonly memory: number;
  readonly tcp: readonly number[];
  readonly udp: readonly number[];
  /** Attributes that the instance must have, as `name` or `name=value`. */
  readonly attributes: readonly string[];
}

type Definition = TaskDefinition | RegisterTaskDefinitionRequest;

export function demandOf(definition: Definition): Demand {
  const containers = definition.containerDefinitions ?? [];
  const sum = (of: (container: ContainerDefinition) => number) =>
    containers.reduce((total, container) => total + of(container), 0);
  return {
    cpu: definition.cpu === undefined ? sum(({ cpu = 0 }) => cpu) : Number(definition.cpu),
    memory:
      definition.memory === undefined
        ? sum(({ memory = 0, memoryReservation = memory }) => memoryReservation)
        : Number(definition.memory),
    tcp: hostPorts(definition, 'tcp'),
    udp: hostPorts(definition, 'udp'),
    attributes: requiredAttributes(definition),
  };
}

/** Ports of the host that are fixed; with port 0 the host picks one that is free, and awsvpc has its own interface. */
function hostPorts(
  { networkMode = 'bridge', containerDefinitions = [] }: Definition,
  protocol: 'tcp' | 'udp',
): number[] {
  if (networkMode === 'awsvpc' || networkMode === 'none') {
    return [];
  }
  return containerDefinitions
    .flatMap(({ portMappings = [] }) => portMappings)
    .filter((mapping) => (mapping.protocol ?? 'tcp') === protocol)
    .map(({ hostPort = 0, containerPort = 0 }) => (networkMode === 'host' ? containerPort : hostPort))
    .filter((port) => port > 0);
}

const CAPABILITY = 'com.amazonaws.ecs.capability';

/** The attributes by which the scheduler finds out whether an instance's agent can do what the definition asks. */
export function requiredAttributes(definition: Definition): string[] {
  const containers = definition.containerDefinitions ?? [];
  const drivers = containers.flatMap(({ logConfiguration }) =>
    logConfiguration?.logDriver === undefined ? [] : [logConfiguration.logDriver],
  );
  const secrets = containers.flatMap(({ secrets: own = [] }) => own).map(({ valueFrom = '' }) => valueFrom);
  const wanted = [
    ...drivers.map((driver) => `${CAPABILITY}.logging-driver.${driver}`),
    ...(definition.taskRoleArn === undefined
      ? []
      : [`${CAPABILITY}.task-iam-role${definition.networkMode === 'host' ? '-network-host' : ''}`]),
    ...(definition.networkMode === 'awsvpc' ? ['ecs.capability.task-eni'] : []),
    ...(containers.some(({ image = '' }) => image.includes('.dkr.ecr.')) ? [`${CAPABILITY}.ecr-auth`] : []),
    ...(containers.some(({ privileged }) => privileged === true) ? [`${CAPABILITY}.privileged-container`] : []),
    ...(secrets.some((from) => from.includes(':secretsmanager:'))
      ? ['ecs.capability.secrets.asm.environment-variables']
      : []),
    ...(secrets.some((from) => !from.includes(':secretsmanager:'))
      ? ['ecs.capability.secrets.ssm.environment-variables']
      : []),
    ...(containers.some(({ healthCheck }) => healthCheck !== undefined)
      ? ['ecs.capability.container-health-check']
      : []),
  ];
  const architecture = definition.runtimePlatform?.cpuArchitecture;
  return [
    ...new Set(wanted),
    ...(architecture === undefined ? [] : [`ecs.cpu-architecture=${architecture.toLowerCase()}`]),
  ];
}

/** How an instance's own attribute names the architecture that a task definition writes as X86_64 or ARM64. */
export function hasAttribute(attributes: ReadonlyMap<string, string | undefined>, wanted: string): boolean {
  const [name = '', value] = wanted.split('=', 2);
  return attributes.has(name) && (value === undefined || attributes.get(name) === value);
}
