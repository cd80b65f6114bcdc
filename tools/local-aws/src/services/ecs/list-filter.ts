import type { ListTasksCommandInput } from '@aws-sdk/client-ecs';
import { findInstance, invalid } from './find';
import type { Cluster, Task } from './model';
import { shortName } from './runtime';

/** Which tasks a call of ListTasks asks for. */
export function listFilter(cluster: Cluster, input: ListTasksCommandInput): (task: Task) => boolean {
  const { containerInstance, family, startedBy, serviceName, desiredStatus = 'RUNNING', launchType } = input;
  // AWS's documentation: "it must be the only filter that you use".
  if (
    startedBy !== undefined &&
    [containerInstance, family, serviceName, input.desiredStatus, launchType].some(Boolean)
  ) {
    throw invalid('startedBy must be the only filter of ListTasks.');
  }
  const instanceArn = containerInstance === undefined ? undefined : findInstance(cluster, containerInstance).arn;
  return (task) =>
    task.desired === desiredStatus &&
    (instanceArn === undefined || task.instanceArn === instanceArn) &&
    (family === undefined || task.definition.family === family) &&
    (startedBy === undefined || task.startedBy === startedBy) &&
    (serviceName === undefined || task.serviceName === shortName(serviceName)) &&
    (launchType === undefined || task.launchType === launchType);
}
