import { announceInstance } from './events';
import { invalid } from './find';
import type { Cluster, ContainerInstance } from './model';
import { tasksOn } from './places';
import type { Runtime } from './runtime';
import { finish } from './tasks';

/** Takes an instance out of its cluster; with force even while tasks run there, which ends them. */
export function deregister(
  runtime: Runtime,
  cluster: Cluster,
  instance: ContainerInstance,
  force: boolean,
  reason?: string,
): void {
  const tasks = tasksOn(cluster, instance);
  if (tasks.length > 0 && !force) {
    throw invalid('Found running tasks on the instance.');
  }
  for (const task of tasks) {
    task.stopCode ??= 'TerminationNotice';
    task.stoppedReason ??= reason ?? `Container instance ${instance.ec2InstanceId} was deregistered.`;
    finish(runtime, cluster, task);
  }
  instance.status = 'INACTIVE';
  instance.agentConnected = false;
  announceInstance(runtime, cluster, instance);
  cluster.instances.delete(instance.arn);
}
