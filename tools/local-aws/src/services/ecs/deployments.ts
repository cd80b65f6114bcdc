import { failureThreshold } from './circuit-breaker';
import { announceDeployment, announceServiceAction } from './events';
import type { Cluster, Deployment, Service } from './model';
import { isServing } from './registrations';
import type { Runtime } from './runtime';
import { say } from './service-events';
import { newDeployment } from './service-spec';
import { serviceTasks } from './service-tasks';

/** After a failed task the scheduler waits, longer with each failure; AWS seconds. */
const BACK_OFF_SECONDS = 5;
const LONGEST_BACK_OFF_SECONDS = 900;

/** Whether the deployment may start tasks now. */
export function mayStart({ clock }: Runtime, primary: Deployment): boolean {
  return primary.rolloutState !== 'FAILED' && clock.now() >= primary.notBefore;
}

/** Counts what failed since the last look; with the circuit breaker on, too many in a row end the deployment. */
export function countFailures(runtime: Runtime, cluster: Cluster, service: Service, primary: Deployment): void {
  const own = [...cluster.tasks.values()].filter(({ deploymentId }) => deploymentId === primary.id);
  primary.hasRun ||= own.some(({ last }) => last === 'RUNNING');
  const failed = own.filter(
    ({ stopCode, startedAt }) => stopCode === 'TaskFailedToStart' && startedAt === undefined,
  ).length;
  if (failed > primary.failedTasks && !primary.hasRun) {
    primary.notBefore = runtime.clock.now() + Math.min(LONGEST_BACK_OFF_SECONDS, BACK_OFF_SECONDS * failed);
  }
  primary.failedTasks = primary.hasRun ? 0 : failed;
  const breaker = service.kept.deploymentConfiguration?.deploymentCircuitBreaker;
  if (
    breaker?.enable !== true ||
    primary.rolloutState !== 'IN_PROGRESS' ||
    primary.failedTasks < failureThreshold(service.desiredCount)
  ) {
    return;
  }
  primary.rolloutState = 'FAILED';
  primary.updatedAt = runtime.clock.date();
  primary.rolloutReason = 'ECS deployment circuit breaker: tasks failed to start.';
  say(
    runtime,
    service,
    `(service ${service.name}) (deployment ${primary.id}) deployment failed: tasks failed to start.`,
  );
  announceDeployment(runtime, service, primary, 'SERVICE_DEPLOYMENT_FAILED');
  if (breaker.rollback === true && service.lastCompleted !== undefined) {
    const back = newDeployment(runtime, service, service.lastCompleted);
    back.rolloutReason = `ECS deployment circuit breaker: rolling back to deploymentId ${back.id}.`;
    say(runtime, service, `(service ${service.name}) rolling back to deployment ${back.id}.`);
  }
}

/** Forgets deployments without tasks, and calls the newest one completed when only its tasks are left. */
export function complete(runtime: Runtime, cluster: Cluster, service: Service, primary: Deployment): void {
  const tasks = serviceTasks(cluster, service);
  const own = tasks.filter((task) => task.deploymentId === primary.id && isServing(runtime, cluster, task));
  service.deployments = service.deployments.filter(
    (deployment) =>
      deployment === service.deployments[0] || tasks.some(({ deploymentId }) => deploymentId === deployment.id),
  );
  const settled =
    own.length === service.desiredCount && tasks.length === own.length && service.deployments[0] === primary;
  if (!settled || primary.rolloutState !== 'IN_PROGRESS') {
    return;
  }
  primary.rolloutState = 'COMPLETED';
  primary.rolloutReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = runtime.clock.date();
  service.lastCompleted = primary.spec;
  say(runtime, service, `(service ${service.name}) has reached a steady state.`);
  announceServiceAction(runtime, cluster, service, 'SERVICE_STEADY_STATE');
  announceDeployment(runtime, service, primary, 'SERVICE_DEPLOYMENT_COMPLETED');
}
