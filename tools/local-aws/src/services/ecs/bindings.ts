import type { ContainerDefinition, NetworkBinding } from '@aws-sdk/client-ecs';
import type { Cluster, Task } from './model';
import { placeOf, tasksOn } from './places';
import { KERNEL_RANGE, type PortRange } from './port-range';

/**
 * The host's ports for each container of a task: those that its definition names, and for the others some of the range
 * that nothing on the instance has. Nothing when the range is used up.
 */
export function bindingsFor(
  cluster: Cluster,
  task: Task,
  range: PortRange = KERNEL_RANGE,
): NetworkBinding[][] | undefined {
  const { networkMode, containerDefinitions = [] } = task.definition.definition;
  const free = freePorts(cluster, task, range);
  const bound = containerDefinitions.map(({ portMappings = [] }: ContainerDefinition) =>
    networkMode === 'awsvpc' || networkMode === 'none'
      ? []
      : portMappings.map(({ containerPort, hostPort = 0, protocol = 'tcp' }) => ({
          bindIP: '0.0.0.0',
          containerPort,
          hostPort: networkMode === 'host' ? containerPort : hostPort || free.next().value,
          protocol,
        })),
  );
  return bound.flat().every(({ hostPort }) => hostPort !== undefined) ? bound : undefined;
}

function* freePorts(
  cluster: Cluster,
  { instanceArn = '' }: Task,
  { first, last }: PortRange,
): Generator<number, undefined> {
  const instance = cluster.instances.get(instanceArn);
  const handedOut = tasksOn(cluster, { arn: instanceArn })
    .flatMap(({ containers }) => containers)
    .flatMap(({ networkBindings = [] }) => networkBindings.map(({ hostPort }) => hostPort));
  const place = instance && placeOf(cluster, instance);
  const taken = new Set([...handedOut, ...(place?.usedTcp ?? []), ...(place?.usedUdp ?? [])]);
  for (let port = first; port <= last; port++) {
    if (!taken.has(port)) {
      yield port;
    }
  }
  return undefined;
}
