import type { LoadBalancer } from '@aws-sdk/client-ecs';
import type { Cluster, Task } from './model';
import type { Destination, Target } from './ports';
import type { Runtime } from './runtime';
import { say } from './service-events';

/** A target that ECS has registered, or should. */
export interface Registration extends Destination {
  readonly target: Target;
}

/** Whether a load balancer still sends to the task. */
export function isRegistered({ registrations }: Pick<Runtime, 'registrations'>, cluster: Cluster, task: Task): boolean {
  return registrationsOf(cluster, task).some((wanted) => registrations.has(keyOf(wanted)));
}

/** Whether the task runs and all its load balancers send to it: what counts as healthy for a deployment. */
export function isServing({ registrations }: Pick<Runtime, 'registrations'>, cluster: Cluster, task: Task): boolean {
  return task.last === 'RUNNING' && registrationsOf(cluster, task).every((wanted) => registrations.has(keyOf(wanted)));
}

/**
 * Registers the tasks that run with their service's load balancers, and deregisters those that are to stop or are gone.
 * What fails is said in the service's events and tried again.
 */
export async function reconcileRegistrations(runtime: Runtime): Promise<void> {
  const wanted = new Map<string, { cluster: Cluster; task: Task; registration: Registration }>();
  for (const cluster of runtime.clusters.values()) {
    for (const task of cluster.tasks.values()) {
      if (task.last === 'RUNNING' && task.desired === 'RUNNING') {
        registrationsOf(cluster, task).forEach((registration) =>
          wanted.set(keyOf(registration), { cluster, task, registration }),
        );
      }
    }
  }
  for (const [key, registration] of [...runtime.registrations].filter(([known]) => !wanted.has(known))) {
    await deregister(runtime, key, registration);
  }
  for (const [key, { cluster, task, registration }] of wanted) {
    if (!runtime.registrations.has(key)) {
      await register(runtime, cluster, task, key, registration);
    }
  }
}

async function register(
  runtime: Runtime,
  cluster: Cluster,
  task: Task,
  key: string,
  registration: Registration,
): Promise<void> {
  const service = cluster.services.get(task.serviceName ?? '');
  const where =
    registration.targetGroupArn === undefined
      ? `elb ${registration.loadBalancerName}`
      : `target-group ${registration.targetGroupArn}`;
  try {
    await runtime.balancers.register(registration, registration.target);
    runtime.registrations.set(key, registration);
    if (service !== undefined) {
      say(runtime, service, `(service ${service.name}) registered 1 targets in (${where})`);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (service !== undefined) {
      say(
        runtime,
        service,
        `(service ${service.name}) failed to register targets in (${where}) with (error ${reason})`,
      );
    }
  }
}

async function deregister(runtime: Runtime, key: string, registration: Registration): Promise<void> {
  const others = [...runtime.registrations].filter(([other]) => other !== key);
  // A Classic Load Balancer knows instances, not ports: another port of the same instance may still be wanted.
  const shared =
    registration.loadBalancerName !== undefined &&
    others.some(
      ([, { loadBalancerName, target }]) =>
        loadBalancerName === registration.loadBalancerName && target.id === registration.target.id,
    );
  try {
    if (!shared) {
      await runtime.balancers.deregister(registration, registration.target);
    }
    runtime.registrations.delete(key);
  } catch (error) {
    runtime.onError(error);
  }
}

function registrationsOf(cluster: Cluster, task: Task): Registration[] {
  return task.loadBalancers.flatMap((balancer) => {
    const target = targetOf(cluster, task, balancer);
    const { targetGroupArn, loadBalancerName } = balancer;
    return target === undefined ? [] : [{ targetGroupArn, loadBalancerName, target }];
  });
}

function targetOf(cluster: Cluster, task: Task, { containerName, containerPort }: LoadBalancer): Target | undefined {
  if (task.definition.definition.networkMode === 'awsvpc') {
    const { networkInterface } = task;
    return networkInterface && { id: networkInterface.privateAddress, port: Number(containerPort) };
  }
  const instance = cluster.instances.get(task.instanceArn ?? '');
  const binding = task.containers
    .find(({ name }) => name === containerName)
    ?.networkBindings?.find((candidate) => candidate.containerPort === containerPort);
  return instance && binding && { id: instance.ec2InstanceId, port: Number(binding.hostPort) };
}

function keyOf({ targetGroupArn, loadBalancerName, target }: Registration): string {
  return `${targetGroupArn ?? loadBalancerName}|${target.id}|${target.port}`;
}
