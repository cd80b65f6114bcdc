import { openPlaces } from './places';
import { choosePlace } from './placement';
import { assign, stopTask } from './tasks';
import type { Cluster, Task } from './model';
import type { Runtime } from './runtime';

/** A task that found no capacity for so long is given up, in AWS seconds. */
const PROVISIONING_PATIENCE_SECONDS = 1800;

export function waitingTasks(cluster: Cluster, capacityProvider?: string): Task[] {
  return [...cluster.tasks.values()].filter(
    (task) =>
      task.last === 'PROVISIONING' &&
      task.desired === 'RUNNING' &&
      (capacityProvider === undefined || task.capacityProvider === capacityProvider),
  );
}

/** Puts waiting tasks on instances that have room by now. */
export function placeWaiting(runtime: Runtime, cluster: Cluster): void {
  for (const task of waitingTasks(cluster)) {
    const place = choosePlace(openPlaces(cluster, task.capacityProvider), task, runtime.random);
    if (place !== undefined) {
      assign(runtime, cluster, task, place.arn);
    } else if (runtime.clock.now() - task.since > PROVISIONING_PATIENCE_SECONDS) {
      stopTask(runtime, cluster, task, 'TaskFailedToStart', 'Timeout waiting for EC2 capacity to become available');
    }
  }
}
