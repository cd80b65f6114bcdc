import type { Account, EventSink } from '../../service';
import type { Clock } from '../support';
import type { CapacityProvider, Cluster, StoredTaskDefinition } from './model';
import type { BalancerPort, ContainerFate, GroupPort, InterfacePort } from './ports';
import type { PortRange } from './port-range';
import type { Registration } from './registrations';

/** The service's state and all that it may touch. */
export interface Runtime {
  readonly account: Account;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly groups: GroupPort;
  readonly balancers: BalancerPort;
  readonly interfaces: InterfacePort;
  readonly fate: ContainerFate;
  readonly random: () => number;
  readonly clusters: Map<string, Cluster>;
  readonly providers: Map<string, CapacityProvider>;
  /** All revisions of each family, the oldest first. */
  readonly families: Map<string, StoredTaskDefinition[]>;
  readonly settings: Map<string, string>;
  /** What ECS has registered with load balancers, by its own key. */
  readonly registrations: Map<string, Registration>;
  /** Host ports that an instance's agent hands out, by EC2 instance; the kernel's own where there is none. */
  readonly dynamicPorts: Map<string, PortRange>;
  readonly onError: (error: unknown) => void;
}

export function arnOf({ account }: Pick<Runtime, 'account'>, path: string): string {
  return `arn:${account.partition}:ecs:${account.region}:${account.accountId}:${path}`;
}

/** The last part of an ARN; a plain name or id stays what it is. */
export function shortName(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}
