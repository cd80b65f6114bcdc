import { bindingsFor } from './bindings';
import { failToStart, finish, run } from './tasks';
import type { Cluster, Task } from './model';
import { isRegistered } from './registrations';
import type { Runtime } from './runtime';

/** How long an agent takes to start and to stop a task, in AWS seconds. */
const START_SECONDS = 4;
const STOP_SECONDS = 3;
/** Stopped tasks can be described for an hour. */
const STOPPED_KEPT_SECONDS = 3600;

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
    // The agent is told to stop a task when no load balancer sends to it any more.
    if (waited >= STOP_SECONDS && !isRegistered(runtime, cluster, task)) {
      // 143: ended by SIGTERM, as Docker reports it.
      finish(runtime, cluster, task, { code: 143 });
    }
    return;
  }
  const hasNetwork = task.definition.definition.networkMode !== 'awsvpc' || task.networkInterface !== undefined;
  if (task.last === 'PENDING' && waited >= START_SECONDS && hasNetwork) {
    start(runtime, cluster, task);
  }
}

function start(runtime: Runtime, cluster: Cluster, task: Task): void {
  const failure = runtime.fate.failure(task.definition.family);
  if (failure !== undefined) {
    failToStart(runtime, cluster, task, failure);
    return;
  }
  const instance = cluster.instances.get(task.instanceArn ?? '');
  const bindings = bindingsFor(cluster, task, runtime.dynamicPorts.get(instance?.ec2InstanceId ?? ''));
  if (bindings === undefined) {
    failToStart(runtime, cluster, task, 'CannotCreateContainerError: a host port is unavailable');
  } else {
    run(runtime, cluster, task, bindings);
  }
}
