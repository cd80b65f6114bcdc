import { lookUpTaskDefinition } from './find';
import type { Cluster, Deployment, Service, Task } from './model';
import { DEFAULT_STRATEGY } from './placement';
import { isServing } from './registrations';
import type { Runtime } from './runtime';
import type { PlannedTask } from './service-plan';
import { nextProvider } from './strategy';
import { stopTask, type TaskRequest } from './tasks';

const RESCHEDULED = 'Scaling activity initiated by deployment';

/** A service's tasks that have not stopped. */
export function serviceTasks(cluster: Cluster, service: Service): Task[] {
  return [...cluster.tasks.values()].filter(
    ({ serviceName, last }) => serviceName === service.name && last !== 'STOPPED',
  );
}

/** A task with the question answered whether it may stay. */
export function planned(runtime: Runtime, cluster: Cluster, primary: Deployment, task: Task): PlannedTask {
  const draining = task.instanceArn !== undefined && cluster.instances.get(task.instanceArn)?.status !== 'ACTIVE';
  const keep = task.deploymentId === primary.id && !draining && !task.leavesZone;
  return { arn: task.arn, keep, running: isServing(runtime, cluster, task) };
}

/** What a new task of a deployment is made from. */
export function taskRequest(
  runtime: Runtime,
  cluster: Cluster,
  service: Service,
  { id, spec }: Deployment,
): TaskRequest {
  const definition = lookUpTaskDefinition(runtime, spec.taskDefinition);
  if (definition === undefined) {
    throw new Error(`Service ${service.name} has a deployment of ${spec.taskDefinition}, which was never registered`);
  }
  const running = (provider: string) =>
    [...cluster.tasks.values()].filter(
      (task) =>
        task.deploymentId === id &&
        task.capacityProvider === provider &&
        task.desired === 'RUNNING' &&
        task.last !== 'STOPPED',
    ).length;
  return {
    definition,
    group: `service:${service.name}`,
    capacityProvider:
      spec.capacityProviderStrategy === undefined ? undefined : nextProvider(spec.capacityProviderStrategy, running),
    startedBy: id,
    serviceName: service.name,
    daemon: service.daemon,
    deploymentId: id,
    constraints: spec.placementConstraints,
    strategy: spec.placementStrategy.length > 0 ? spec.placementStrategy : DEFAULT_STRATEGY,
    enableExecuteCommand: service.kept.enableExecuteCommand,
    network: spec.networkConfiguration?.awsvpcConfiguration,
    loadBalancers: spec.loadBalancers,
    tags: new Map([
      ...(service.kept.enableECSManagedTags === true
        ? ([
            ['aws:ecs:clusterName', cluster.name],
            ['aws:ecs:serviceName', service.name],
          ] as const)
        : []),
      ...(service.kept.propagateTags === 'SERVICE' ? service.tags : []),
      ...(service.kept.propagateTags === 'TASK_DEFINITION' ? definition.tags : []),
    ]),
  };
}

export function stopAll(runtime: Runtime, cluster: Cluster, arns: readonly string[]): void {
  for (const arn of arns) {
    const task = cluster.tasks.get(arn);
    if (task !== undefined) {
      stopTask(runtime, cluster, task, 'ServiceSchedulerInitiated', `${RESCHEDULED} ${task.deploymentId}`);
    }
  }
}
