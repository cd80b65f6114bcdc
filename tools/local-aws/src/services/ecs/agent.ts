import { finish, run } from './tasks';
import type { Cluster, Task } from './model';
import type { Runtime } from './runtime';

/** How long an agent takes to start and to stop a task, in AWS seconds. */
const START_SECONDS = 4;
const STOP_SECONDS = 3;
/** Stopped tasks can be described for an hour. */
const STOPPED_KEPT_SECONDS = 3600;

/** The first port of the range from which Docker takes those that a task leaves open. */
const FIRST_EPHEMERAL_PORT = 32768;

/** What the agents do about their tasks. One that is disconnected acknowledges nothing: its tasks stay as they were. */
export function runAgents(runtime: Runtime, cluster: Cluster): void {
  const now = runtime.clock.now();
  for (const task of [...cluster.tasks.values()]) {
    const waited = now - task.since;
    if (task.last === 'STOPPED') {
      if (waited > STOPPED_KEPT_SECONDS) {
        cluster.tasks.delete(task.arn);
      }
    } else if (task.instanceArn !== undefined && cluster.instances.get(task.instanceArn)?.agentConnected === true) {
      advance(runtime, cluster, task, waited);
    }
  }
}

function advance(runtime: Runtime, cluster: Cluster, task: Task, waited: number): void {
  if (task.desired === 'STOPPED') {
    if (waited >= STOP_SECONDS) {
      // 143: ended by SIGTERM, as Docker reports it.
      finish(runtime, cluster, task, { code: 143 });
    }
    return;
  }
  const failure = runtime.fate.failure(task.definition.family);
  if (task.last === 'PENDING' && waited >= START_SECONDS) {
    if (failure === undefined) {
      run(runtime, cluster, task, portPicker(cluster, task));
    } else {
      task.stopCode = 'TaskFailedToStart';
      task.stoppedReason = failure;
      finish(runtime, cluster, task, { reason: failure });
    }
  }
}

/** Hands out ports that no task on the instance has yet. */
function portPicker(cluster: Cluster, { instanceArn }: Task): () => number {
  const taken = new Set(
    [...cluster.tasks.values()]
      .filter((task) => task.instanceArn === instanceArn && task.last !== 'STOPPED')
      .flatMap(({ containers }) => containers)
      .flatMap(({ networkBindings = [] }) => networkBindings.map(({ hostPort }) => hostPort)),
  );
  let next = FIRST_EPHEMERAL_PORT;
  return () => {
    while (taken.has(next)) {
      next += 1;
    }
    taken.add(next);
    return next;
  };
}
