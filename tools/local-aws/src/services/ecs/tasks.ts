import { randomBytes } from 'node:crypto';
import type {
  AwsVpcConfiguration,
  LoadBalancer,
  NetworkBinding,
  PlacementConstraint,
  PlacementStrategy,
  TaskOverride,
} from '@aws-sdk/client-ecs';
import { demandOf } from './demand';
import { announceInstance, announceTask } from './events';
import type { Cluster, StoredTaskDefinition, Tags, Task } from './model';
import { arnOf, type Runtime } from './runtime';

export interface TaskRequest {
  readonly definition: StoredTaskDefinition;
  readonly group: string;
  readonly capacityProvider?: string;
  /** Placed already; without it the task waits for a place. */
  readonly instanceArn?: string;
  readonly startedBy?: string;
  readonly serviceName?: string;
  readonly daemon?: boolean;
  readonly deploymentId?: string;
  readonly constraints?: readonly PlacementConstraint[];
  readonly strategy?: readonly PlacementStrategy[];
  readonly overrides?: TaskOverride;
  readonly enableExecuteCommand?: boolean;
  readonly network?: AwsVpcConfiguration;
  readonly loadBalancers?: readonly LoadBalancer[];
  readonly tags?: Tags;
}

/** A new task, placed (PENDING) or waiting for capacity (PROVISIONING). */
export function createTask(runtime: Runtime, cluster: Cluster, request: TaskRequest): Task {
  const id = randomBytes(16).toString('hex');
  const arn = arnOf(runtime, `task/${cluster.name}/${id}`);
  const { definition, instanceArn } = request;
  const task: Task = {
    arn,
    clusterName: cluster.name,
    definition,
    demand: demandOf(definition.definition),
    group: request.group,
    startedBy: request.startedBy,
    launchType: 'EC2',
    capacityProvider: request.capacityProvider,
    serviceName: request.serviceName,
    daemon: request.daemon ?? false,
    deploymentId: request.deploymentId,
    constraints: [...(definition.definition.placementConstraints ?? []), ...(request.constraints ?? [])],
    strategy: request.strategy ?? [],
    overrides: request.overrides ?? {},
    enableExecuteCommand: request.enableExecuteCommand ?? false,
    network: request.network,
    loadBalancers: request.loadBalancers ?? [],
    createdAt: runtime.clock.date(),
    containers: (definition.definition.containerDefinitions ?? []).map(
      ({ name, image, cpu, memory, memoryReservation }) => ({
        containerArn: arnOf(runtime, `container/${cluster.name}/${id}/${name}`),
        taskArn: arn,
        name,
        image,
        lastStatus: 'PENDING',
        networkInterfaces: [],
        networkBindings: [],
        healthStatus: 'UNKNOWN',
        cpu: String(cpu ?? 0),
        ...(memory === undefined ? {} : { memory: String(memory) }),
        ...(memoryReservation === undefined ? {} : { memoryReservation: String(memoryReservation) }),
      }),
    ),
    tags: request.tags ?? new Map(),
    instanceArn,
    last: instanceArn === undefined ? 'PROVISIONING' : 'PENDING',
    desired: 'RUNNING',
    since: runtime.clock.now(),
    version: 1,
  };
  cluster.tasks.set(arn, task);
  announceTask(runtime, cluster, task);
  announceItsInstance(runtime, cluster, task);
  return task;
}

/** Gives a waiting task its instance. */
export function assign(runtime: Runtime, cluster: Cluster, task: Task, instanceArn: string): void {
  task.instanceArn = instanceArn;
  change(runtime, cluster, task, { last: 'PENDING' });
  announceItsInstance(runtime, cluster, task);
}

/** Asks for a task's end; its instance's agent brings it about. A task without an instance ends at once. */
export function stopTask(runtime: Runtime, cluster: Cluster, task: Task, code: Task['stopCode'], reason: string): void {
  if (task.desired === 'STOPPED') {
    return;
  }
  task.stopCode = code;
  task.stoppedReason = reason;
  task.stoppingAt = runtime.clock.date();
  change(runtime, cluster, task, { desired: 'STOPPED' });
  if (task.instanceArn === undefined) {
    finish(runtime, cluster, task);
  }
}

/** The containers have started, with these of the host's ports bound to them. */
export function run(runtime: Runtime, cluster: Cluster, task: Task, bindings: readonly NetworkBinding[][]): void {
  task.startedAt = runtime.clock.date();
  task.containers = task.containers.map((container, index) => {
    const definition = task.definition.definition.containerDefinitions?.find(({ name }) => name === container.name);
    return {
      ...container,
      lastStatus: 'RUNNING',
      healthStatus: definition?.healthCheck === undefined ? 'UNKNOWN' : 'HEALTHY',
      networkBindings: bindings[index] ?? [],
    };
  });
  change(runtime, cluster, task, { last: 'RUNNING' });
}

/** An essential container ended by itself, and its task with it. */
export function exit(runtime: Runtime, cluster: Cluster, task: Task, code: number): void {
  task.stopCode = 'EssentialContainerExited';
  task.stoppedReason = 'Essential container in task exited';
  finish(runtime, cluster, task, { code });
}

/** The task never ran. */
export function failToStart(runtime: Runtime, cluster: Cluster, task: Task, reason: string): void {
  task.stopCode = 'TaskFailedToStart';
  task.stoppedReason = reason;
  finish(runtime, cluster, task, { reason });
}

/** The task has stopped, whoever says so. */
export function finish(
  runtime: Runtime,
  cluster: Cluster,
  task: Task,
  exit: { readonly code?: number; readonly reason?: string } = {},
): void {
  task.stoppedAt = runtime.clock.date();
  task.containers = task.containers.map((container) => ({
    ...container,
    lastStatus: 'STOPPED',
    ...(exit.code === undefined ? {} : { exitCode: exit.code }),
    ...(exit.reason === undefined ? {} : { reason: exit.reason }),
  }));
  change(runtime, cluster, task, { last: 'STOPPED', desired: 'STOPPED' });
  announceItsInstance(runtime, cluster, task);
}

/** What is left of an instance changes with each task that comes and goes, and AWS sends an event for that as well. */
function announceItsInstance(runtime: Runtime, cluster: Cluster, { instanceArn = '' }: Task): void {
  const instance = cluster.instances.get(instanceArn);
  if (instance !== undefined) {
    announceInstance(runtime, cluster, instance);
  }
}

function change(runtime: Runtime, cluster: Cluster, task: Task, to: Partial<Pick<Task, 'last' | 'desired'>>): void {
  Object.assign(task, to);
  task.since = runtime.clock.now();
  task.version += 1;
  announceTask(runtime, cluster, task);
}
