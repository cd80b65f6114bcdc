import type { Cluster, ContainerInstance, Deployment, Service, Task } from './model';
import { instanceOutput, taskOutput } from './describe';
import type { Runtime } from './runtime';

const SOURCE = 'aws.ecs';

export function announceTask(runtime: Runtime, cluster: Cluster, task: Task): void {
  const detail = { ...taskOutput(cluster, task), updatedAt: runtime.clock.date() };
  emit(runtime, 'ECS Task State Change', detail, task.arn);
}

export function announceInstance(runtime: Runtime, cluster: Cluster, instance: ContainerInstance): void {
  instance.version += 1;
  const detail = { ...instanceOutput(cluster, instance), clusterArn: cluster.arn, updatedAt: runtime.clock.date() };
  emit(runtime, 'ECS Container Instance State Change', detail, instance.arn);
}

export type ServiceEventName =
  | 'SERVICE_STEADY_STATE'
  | 'SERVICE_TASK_PLACEMENT_FAILURE'
  | 'SERVICE_TASK_START_IMPAIRED'
  | 'TASKS_STOPPED'
  | 'SERVICE_DESIRED_COUNT_UPDATED';

const WARNINGS: readonly ServiceEventName[] = ['SERVICE_TASK_START_IMPAIRED'];
const ERRORS: readonly ServiceEventName[] = ['SERVICE_TASK_PLACEMENT_FAILURE'];

export function announceServiceAction(
  runtime: Runtime,
  cluster: Cluster,
  service: Service,
  eventName: ServiceEventName,
  reason?: string,
): void {
  const eventType = ERRORS.includes(eventName) ? 'ERROR' : WARNINGS.includes(eventName) ? 'WARN' : 'INFO';
  emit(
    runtime,
    'ECS Service Action',
    {
      eventType,
      eventName,
      clusterArn: cluster.arn,
      createdAt: runtime.clock.date().toISOString(),
      ...(reason === undefined ? {} : { reason }),
    },
    service.arn,
  );
}

export function announceDeployment(
  runtime: Runtime,
  service: Service,
  deployment: Deployment,
  eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS' | 'SERVICE_DEPLOYMENT_COMPLETED' | 'SERVICE_DEPLOYMENT_FAILED',
): void {
  emit(
    runtime,
    'ECS Deployment State Change',
    {
      eventType: eventName === 'SERVICE_DEPLOYMENT_FAILED' ? 'ERROR' : 'INFO',
      eventName,
      deploymentId: deployment.id,
      updatedAt: deployment.updatedAt.toISOString(),
      reason: deployment.rolloutReason,
    },
    service.arn,
  );
}

function emit({ events, onError }: Runtime, detailType: string, detail: object, resource: string): void {
  // Times are texts in an event, and what has no value is left out.
  const plain = JSON.parse(JSON.stringify(detail)) as object;
  events.emit({ source: SOURCE, detailType, detail: plain, resources: [resource] }).catch(onError);
}
