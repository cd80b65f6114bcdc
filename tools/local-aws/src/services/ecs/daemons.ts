import { mayStart } from './deployments';
import type { Cluster, Deployment, Service, Task } from './model';
import { placeOf, tasksOn } from './places';
import { lackOf, obstacle } from './placement';
import type { Runtime } from './runtime';
import { planDaemons, type DaemonHost } from './service-plan';
import { bounds } from './service-spec';
import { planned, stopAll, taskRequest } from './service-tasks';
import { wishOf } from './start';
import { createTask } from './tasks';

/** Brings a daemon service to one task on each instance that may have it. */
export function reconcileDaemons(
  runtime: Runtime,
  cluster: Cluster,
  service: Service,
  primary: Deployment,
  tasks: readonly Task[],
): void {
  const request = taskRequest(runtime, cluster, service, primary);
  const wish = wishOf(request);
  const hosts = [...cluster.instances.values()].map((instance): DaemonHost => {
    const own = tasks.find(({ instanceArn, desired }) => instanceArn === instance.arn && desired === 'RUNNING');
    const place = placeOf(cluster, instance);
    // Whether it may be there at all is one question, whether it fits right now another.
    const allowed =
      obstacle({ ...place, freeCpu: Infinity, freeMemory: Infinity, usedTcp: new Set(), usedUdp: new Set() }, wish) ===
      undefined;
    return {
      instanceArn: instance.arn,
      eligible: instance.status === 'ACTIVE' && instance.agentConnected && allowed,
      busy: tasksOn(cluster, instance).some(({ daemon }) => !daemon),
      task: own === undefined ? undefined : planned(runtime, cluster, primary, own),
    };
  });
  const disconnected = [...cluster.instances.values()].filter(
    ({ status, agentConnected }) => status === 'ACTIVE' && !agentConnected,
  );
  const visible = hosts.filter(({ instanceArn }) => !disconnected.some(({ arn }) => arn === instanceArn));
  service.desiredCount = visible.filter(({ eligible }) => eligible).length;
  const plan = planDaemons(visible, bounds(service).min);
  stopAll(runtime, cluster, plan.stop);
  if (!mayStart(runtime, primary)) {
    return;
  }
  for (const instanceArn of plan.startOn) {
    const instance = cluster.instances.get(instanceArn);
    if (instance !== undefined && lackOf(placeOf(cluster, instance), wish.demand) === undefined) {
      createTask(runtime, cluster, { ...request, instanceArn });
    }
  }
}
