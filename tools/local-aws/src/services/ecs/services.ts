import { reconcileDaemons } from './daemons';
import { complete, countFailures, mayStart } from './deployments';
import type { Cluster, Deployment, Service, Task } from './model';
import { rebalance } from './rebalance';
import type { Runtime } from './runtime';
import { reportNoPlace } from './service-events';
import { planReplicas } from './service-plan';
import { bounds } from './service-spec';
import { planned, serviceTasks, stopAll, taskRequest } from './service-tasks';
import { startSomewhere } from './start';
import { stopTask } from './tasks';

/** Brings a service one step closer to what it should be. */
export function reconcileService(runtime: Runtime, cluster: Cluster, service: Service): void {
  const tasks = serviceTasks(cluster, service);
  if (service.status === 'DRAINING') {
    tasks.forEach((task) => stopTask(runtime, cluster, task, 'ServiceSchedulerInitiated', 'Service was deleted'));
    if (tasks.length === 0) {
      service.status = 'INACTIVE';
      service.deployments = [];
    }
    return;
  }
  const primary = service.deployments[0];
  if (service.status !== 'ACTIVE' || primary === undefined) {
    return;
  }
  countFailures(runtime, cluster, service, primary);
  if (service.daemon) {
    reconcileDaemons(runtime, cluster, service, primary, tasks);
  } else {
    reconcileReplicas(runtime, cluster, service, primary, tasks);
  }
  complete(runtime, cluster, service, primary);
}

function reconcileReplicas(
  runtime: Runtime,
  cluster: Cluster,
  service: Service,
  primary: Deployment,
  tasks: readonly Task[],
): void {
  rebalance(runtime, cluster, service, primary, tasks);
  const { min, max } = bounds(service);
  const wanted = tasks
    .filter(({ desired }) => desired === 'RUNNING')
    .map((task) => planned(runtime, cluster, primary, task))
    .sort((one, other) => Number(other.running) - Number(one.running));
  const plan = planReplicas(wanted, { desired: service.desiredCount, minimumHealthyPercent: min, maximumPercent: max });
  stopAll(runtime, cluster, plan.stop);
  if (!mayStart(runtime, primary)) {
    return;
  }
  for (let number = 0; number < plan.start; number++) {
    const started = startSomewhere(runtime, cluster, taskRequest(runtime, cluster, service, primary));
    if ('failures' in started) {
      reportNoPlace(runtime, cluster, service, started.failures);
      return;
    }
  }
}
