import type { Account, EventSink, Service } from '../../service';
import { apiService, Reconciler, type Clock } from '../support';
import { capacityProviderActions } from './api-capacity-providers';
import { clusterActions } from './api-clusters';
import { instanceActions } from './api-instances';
import { serviceActions } from './api-services';
import { tagActions } from './api-tags';
import { taskDefinitionActions } from './api-task-definitions';
import { taskActions } from './api-tasks';
import { deregister } from './deregister';
import { announceInstance } from './events';
import type { Cluster, ContainerInstance } from './model';
import type { PortRange } from './port-range';
import type { BalancerPort, GroupPort, InterfacePort } from './ports';
import { reconcile } from './reconcile';
import type { Runtime } from './runtime';
import { exit } from './tasks';

export interface EcsOptions {
  readonly account: Account;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly groups: GroupPort;
  readonly balancers: BalancerPort;
  readonly interfaces: InterfacePort;
  /** For the placement strategy `random`; 0 to below 1. */
  readonly random?: () => number;
  /** Milliseconds between two passes; absent: only `tick` moves anything. */
  readonly intervalMs?: number;
  /** Hears of failures that no caller waits for. */
  readonly onError: (error: unknown) => void;
}

/** What a test may do to the containers and agents of the cluster. */
export interface EcsControl {
  /** From now on tasks of the family cannot start, for that reason. */
  failTasks(family: string, reason: string): void;
  /** Lets tasks of the family start again. */
  letTasksStart(family: string): void;
  /** A container of the running task ends by itself, with this code: 1 unless another is named. */
  exitTask(taskArn: string, code?: number): void;
}

/** What the hosts tell ECS beyond its API. */
export interface AgentLink {
  /** The host ports that the instance's agent hands out; without one the kernel's. */
  setDynamicPorts(ec2InstanceId: string, range: PortRange | undefined): void;
  /** The agent's connection came or went. */
  setConnected(ec2InstanceId: string, connected: boolean): void;
  /** EC2 has ended the instance: a connected agent's instance leaves the cluster, a disconnected one's stays behind. */
  instanceTerminated(ec2InstanceId: string): void;
}

export interface EcsService extends Service {
  readonly control: EcsControl;
  readonly agents: AgentLink;
  /** One pass over all clusters. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

/** Amazon ECS on container instances: clusters, capacity providers, services and a scheduler that places tasks. */
export function ecs(options: EcsOptions): EcsService {
  const failures = new Map<string, string>();
  const runtime: Runtime = {
    ...options,
    random: options.random ?? Math.random,
    fate: { failure: (family) => failures.get(family) },
    clusters: new Map(),
    providers: new Map(),
    families: new Map(),
    settings: new Map(),
    registrations: new Map(),
    dynamicPorts: new Map(),
  };
  const service = apiService('ecs', {
    ...clusterActions(runtime),
    ...capacityProviderActions(runtime),
    ...taskDefinitionActions(runtime),
    ...instanceActions(runtime),
    ...serviceActions(runtime),
    ...taskActions(runtime),
    ...tagActions(runtime),
  });
  const tick = () => reconcile(runtime);
  const { intervalMs, onError } = options;
  const reconciler = intervalMs === undefined ? undefined : new Reconciler({ tick, intervalMs, onError });
  reconciler?.start();
  return {
    ...service,
    control: {
      failTasks: (family, reason) => failures.set(family, reason),
      letTasksStart: (family) => failures.delete(family),
      exitTask: (arn, code = 1) => exitTask(runtime, arn, code),
    },
    agents: agentLink(runtime),
    tick,
    close: async () => reconciler?.close(),
  };
}

function exitTask(runtime: Runtime, arn: string, code: number): void {
  for (const cluster of runtime.clusters.values()) {
    const task = cluster.tasks.get(arn);
    if (task?.last === 'RUNNING') {
      exit(runtime, cluster, task, code);
      return;
    }
  }
  throw new Error(`TaskNotRunning: there is no running task ${arn}`);
}

function agentLink(runtime: Runtime): AgentLink {
  const everywhere = (ec2InstanceId: string, act: (cluster: Cluster, instance: ContainerInstance) => void) => {
    for (const cluster of runtime.clusters.values()) {
      [...cluster.instances.values()]
        .filter((instance) => instance.ec2InstanceId === ec2InstanceId)
        .forEach((instance) => act(cluster, instance));
    }
  };
  return {
    setDynamicPorts: (id, range) => {
      if (range === undefined) {
        runtime.dynamicPorts.delete(id);
      } else {
        runtime.dynamicPorts.set(id, range);
      }
    },
    setConnected: (id, connected) =>
      everywhere(id, (cluster, instance) => {
        if (instance.agentConnected !== connected) {
          instance.agentConnected = connected;
          announceInstance(runtime, cluster, instance);
        }
      }),
    instanceTerminated: (id) => {
      runtime.dynamicPorts.delete(id);
      everywhere(id, (cluster, instance) => {
        if (instance.agentConnected) {
          deregister(runtime, cluster, instance, true, `Host EC2 (instance ${id}) terminated.`);
        }
      });
    },
  };
}
