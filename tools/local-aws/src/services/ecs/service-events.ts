import { randomUUID } from 'node:crypto';
import type { Failure } from '@aws-sdk/client-ecs';
import { announceServiceAction } from './events';
import type { Cluster, Service } from './model';
import type { Runtime } from './runtime';

const EVENTS_KEPT = 100;

/** Adds a service event unless the newest one says the same already. */
export function say({ clock }: Runtime, service: Service, message: string): boolean {
  if (service.events[0]?.message === message) {
    return false;
  }
  service.events.unshift({ id: randomUUID(), createdAt: clock.date(), message });
  service.events.splice(EVENTS_KEPT);
  return true;
}

/** The scheduler found no instance for a task; said once as long as nothing else happens. */
export function reportNoPlace(
  runtime: Runtime,
  cluster: Cluster,
  service: Service,
  failures: readonly Failure[],
): void {
  const reasons = [...new Set(failures.map(({ reason }) => reason))].join(', ');
  const reason =
    failures.length === 0
      ? 'No Container Instances were found in your cluster.'
      : `The closest matching container-instance ${failures[0]?.arn} has insufficient resources or attributes: ${reasons}.`;
  const message = `(service ${service.name}) was unable to place a task because no container instance met all of its requirements. Reason: ${reason}`;
  if (say(runtime, service, message)) {
    announceServiceAction(runtime, cluster, service, 'SERVICE_TASK_PLACEMENT_FAILURE', reasons);
  }
}
