import type {
  DescribeTasksCommandInput,
  Failure,
  ListTasksCommandInput,
  RunTaskCommandInput,
  StartTaskCommandInput,
  StopTaskCommandInput,
} from '@aws-sdk/client-ecs';
import { action, page, type Action } from '../support';
import { taskOutput } from './describe';
import {
  demanded,
  demandedList,
  findCluster,
  findTaskDefinition,
  invalid,
  invalidToken,
  lookUpInstance,
  lookUpTask,
} from './find';
import type { Cluster, ContainerInstance, StoredTaskDefinition, Task } from './model';
import { placeOf } from './places';
import { lackOf } from './placement';
import { arnOf, shortName, type Runtime } from './runtime';
import { checkNetwork, deploymentSpec } from './service-inputs';
import { listFilter } from './list-filter';
import { startSomewhere, wishOf } from './start';
import { nextProvider } from './strategy';
import { included, tagList, tagsOf } from './tags';
import { createTask, stopTask, type TaskRequest } from './tasks';

const TASKS_AT_ONCE = 10;

export function taskActions(runtime: Runtime): Record<string, Action> {
  return {
    RunTask: action<RunTaskCommandInput>(
      [
        'cluster',
        'taskDefinition',
        'count',
        'launchType',
        'capacityProviderStrategy',
        'group',
        'startedBy',
        'overrides',
        'placementConstraints',
        'placementStrategy',
        'networkConfiguration',
        'enableECSManagedTags',
        'enableExecuteCommand',
        'propagateTags',
        'tags',
        'clientToken',
      ],
      (input) => runTasks(runtime, input),
    ),
    StartTask: action<StartTaskCommandInput>(
      [
        'cluster',
        'taskDefinition',
        'containerInstances',
        'group',
        'startedBy',
        'overrides',
        'networkConfiguration',
        'enableECSManagedTags',
        'enableExecuteCommand',
        'propagateTags',
        'tags',
      ],
      (input) => startTasks(runtime, input),
    ),
    StopTask: action<StopTaskCommandInput>(
      ['cluster', 'task', 'reason'],
      ({ cluster: name, task: reference, reason }) => {
        const cluster = findCluster(runtime, name);
        const task = lookUpTask(cluster, demanded(reference, 'task'));
        if (task === undefined) {
          throw invalid('The referenced task was not found.');
        }
        stopTask(runtime, cluster, task, 'UserInitiated', reason ?? 'Task stopped by user');
        return { task: taskOutput(cluster, task) };
      },
    ),
    DescribeTasks: action<DescribeTasksCommandInput>(
      ['cluster', 'tasks', 'include'],
      ({ cluster: name, tasks, include }) => {
        const cluster = findCluster(runtime, name);
        const references = demandedList(tasks, 'tasks');
        return {
          tasks: references
            .flatMap((reference) => lookUpTask(cluster, reference) ?? [])
            .map((task) => ({ ...taskOutput(cluster, task), ...included(include, task.tags) })),
          failures: references
            .filter((reference) => lookUpTask(cluster, reference) === undefined)
            .map((reference): Failure => ({
              arn: arnOf(runtime, `task/${cluster.name}/${shortName(reference)}`),
              reason: 'MISSING',
            })),
        };
      },
    ),
    ListTasks: action<ListTasksCommandInput>(
      [
        'cluster',
        'containerInstance',
        'family',
        'nextToken',
        'maxResults',
        'startedBy',
        'serviceName',
        'desiredStatus',
        'launchType',
      ],
      (input) => {
        const cluster = findCluster(runtime, input.cluster);
        const chosen = [...cluster.tasks.values()].filter(listFilter(cluster, input)).map(({ arn }) => arn);
        const { items, next } = page(chosen, input.maxResults ?? 100, input.nextToken, invalidToken);
        return { taskArns: items, nextToken: next };
      },
    ),
  };
}

function runTasks(runtime: Runtime, input: RunTaskCommandInput): object {
  const cluster = findCluster(runtime, input.cluster);
  const count = input.count ?? 1;
  if (count < 1 || count > TASKS_AT_ONCE) {
    throw invalid(`count must be 1 to ${TASKS_AT_ONCE}, got ${count}`);
  }
  const definition = findTaskDefinition(runtime, input.taskDefinition);
  const spec = deploymentSpec(runtime, cluster, input, false);
  const tasks: Task[] = [];
  const failures: Failure[] = [];
  for (let number = 0; number < count; number++) {
    const running = (provider: string) => tasks.filter(({ capacityProvider }) => capacityProvider === provider).length;
    const started = startSomewhere(runtime, cluster, {
      ...request(definition, input),
      capacityProvider:
        spec.capacityProviderStrategy === undefined ? undefined : nextProvider(spec.capacityProviderStrategy, running),
      constraints: spec.placementConstraints,
      strategy: spec.placementStrategy,
    });
    if ('task' in started) {
      tasks.push(started.task);
    } else if (started.failures.length === 0) {
      throw invalid('No Container Instances were found in your cluster.');
    } else {
      failures.push(...started.failures);
    }
  }
  return answer(cluster, tasks, failures);
}

function startTasks(runtime: Runtime, input: StartTaskCommandInput): object {
  const cluster = findCluster(runtime, input.cluster);
  const references = demanded(input.containerInstances, 'containerInstances');
  if (references.length < 1 || references.length > TASKS_AT_ONCE) {
    throw invalid(`containerInstances must name 1 to ${TASKS_AT_ONCE} instances, got ${references.length}`);
  }
  const definition = findTaskDefinition(runtime, input.taskDefinition);
  checkNetwork(definition, input.networkConfiguration);
  const tasks: Task[] = [];
  const failures: Failure[] = [];
  for (const reference of references) {
    const instance = lookUpInstance(cluster, reference);
    const wanted = request(definition, input);
    const reason = instance === undefined ? 'MISSING' : refusal(cluster, instance, wanted);
    if (instance === undefined || reason !== undefined) {
      failures.push({ arn: instance?.arn ?? reference, reason });
    } else {
      tasks.push(createTask(runtime, cluster, { ...wanted, instanceArn: instance.arn }));
    }
  }
  return answer(cluster, tasks, failures);
}

/** StartTask passes the scheduler by: only the instance's state and room count, not constraints or strategies. */
function refusal(cluster: Cluster, instance: ContainerInstance, wanted: TaskRequest): string | undefined {
  if (instance.status !== 'ACTIVE') {
    return 'INACTIVE';
  }
  return instance.agentConnected ? lackOf(placeOf(cluster, instance), wishOf(wanted).demand) : 'AGENT';
}

const STARTED_BY = /^[A-Za-z0-9_/-]{0,128}$/;

function request(definition: StoredTaskDefinition, input: StartTaskCommandInput | RunTaskCommandInput): TaskRequest {
  if (!STARTED_BY.test(input.startedBy ?? '')) {
    throw invalid('startedBy may have up to 128 letters, numbers, hyphens, slashes and underscores.');
  }
  return {
    definition,
    group: input.group ?? `family:${definition.family}`,
    startedBy: input.startedBy,
    overrides: input.overrides,
    enableExecuteCommand: input.enableExecuteCommand,
    network: input.networkConfiguration?.awsvpcConfiguration,
    tags: tagsOf([
      ...(input.propagateTags === 'TASK_DEFINITION' ? tagList(definition.tags) : []),
      ...(input.tags ?? []),
    ]),
  };
}

function answer(cluster: Cluster, tasks: readonly Task[], failures: readonly Failure[]): object {
  return { tasks: tasks.map((task) => ({ ...taskOutput(cluster, task), tags: tagList(task.tags) })), failures };
}
