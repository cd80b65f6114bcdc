import type { AgentConfiguration } from './agent-configuration';
import { AgentSettings } from './agent-settings';
import { DynamicPortRange } from './dynamic-port-range';
import { AGENT_SHARE_MIB, MemoryReservation } from './memory-reservation';
import { PortReservation } from './port-reservation';
import { addTypedSettings } from './typed-settings';
import type { BootContribution } from '../boot/boot-contribution';
import type { InstanceMemory } from '../group/instance-memory';

/** What the agent's configuration is made of. */
export interface EcsConfigSources {
  readonly clusterName: string;
  readonly agent: AgentConfiguration;
  readonly attributes: Readonly<Record<string, string>>;
  readonly spot: boolean;
  readonly imdsBlocked: boolean;
  /** Of the group's types, if it is known. */
  readonly smallest?: InstanceMemory;
  /** By name. */
  readonly contributions: ReadonlyMap<string, BootContribution>;
}

/** What ecs-init enables by itself; a list of ours replaces it. */
const ENABLED_LOG_DRIVERS = ['json-file', 'syslog', 'awslogs', 'fluentd', 'none'];

/** As error texts call whoever wants something of the host. */
type Wishes = readonly (readonly [owner: string, wish: AgentConfiguration | BootContribution])[];

/**
 * The text of `/etc/ecs/ecs.config`. Whatever contradicts itself in the sources throws: call it early as well, so that
 * an error points to the line that made it.
 */
export function ecsConfig(sources: EcsConfigSources): string {
  const { agent, attributes, contributions } = sources;
  const settings = new AgentSettings();
  settings.set('the cluster', 'ECS_CLUSTER', sources.clusterName);
  settings.set('the library', 'ECS_DYNAMIC_HOST_PORT_RANGE', `${DynamicPortRange.FIRST}-${DynamicPortRange.LAST}`);
  settings.set('the library', 'ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM', 'ec2_instance');
  settings.set('the group', 'ECS_AWSVPC_BLOCK_IMDS', String(sources.imdsBlocked));
  if (sources.spot) {
    settings.set('the group', 'ECS_ENABLE_SPOT_INSTANCE_DRAINING', 'true');
  }
  if (Object.keys(attributes).length > 0) {
    settings.set('the group', 'ECS_INSTANCE_ATTRIBUTES', JSON.stringify(attributes));
  }
  addTypedSettings(settings, agent);
  addSums(settings, sources.smallest, [
    ['agent', { ...agent, reservedMemoryMiB: agent.reservedMemoryMiB ?? AGENT_SHARE_MIB }],
    ...[...contributions].map(([name, one]) => [contributionOwner(name), one] as const),
  ]);
  settings.addAll('agent.settings', agent.settings);
  contributions.forEach((one, name) => settings.addAll(contributionOwner(name), one.agentSettings));
  return settings.lines.join('\n');
}

function contributionOwner(name: string): string {
  return `contribution '${name}'`;
}

/** The settings that the group and every contribution add to. */
function addSums(settings: AgentSettings, smallest: InstanceMemory | undefined, wishes: Wishes): void {
  const memory = new MemoryReservation();
  const tcp = new PortReservation('TCP');
  const udp = new PortReservation('UDP');
  const drivers = new Set(ENABLED_LOG_DRIVERS);
  for (const [owner, wish] of wishes) {
    memory.add(owner, wish.reservedMemoryMiB);
    tcp.add(owner, wish.reservedPorts);
    udp.add(owner, wish.reservedUdpPorts);
    wish.logDrivers?.forEach((driver) => drivers.add(driver));
  }
  if (smallest) {
    memory.checkFits(smallest);
  }
  const sums: Readonly<Record<string, unknown>> = {
    ECS_RESERVED_MEMORY: memory.total,
    ECS_RESERVED_PORTS: tcp.ports,
    ECS_RESERVED_PORTS_UDP: udp.ports,
    ECS_AVAILABLE_LOGGING_DRIVERS: drivers.size > ENABLED_LOG_DRIVERS.length ? [...drivers] : undefined,
  };
  for (const [name, sum] of Object.entries(sums)) {
    if (sum !== undefined) {
      settings.set('the library', name, JSON.stringify(sum));
    }
  }
}
