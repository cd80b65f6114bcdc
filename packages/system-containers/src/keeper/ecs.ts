import {
  ClusterNotFoundException,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  type ECSClient,
  paginateListContainerInstances,
  paginateListTasks,
  type ListTasksCommandInput,
  StartTaskCommand,
  StopTaskCommand,
  type Task as EcsTask,
} from '@aws-sdk/client-ecs';
import type { EcsPort, InstanceStatus } from './ecs-port';
import type { Assignment, Instance, Task } from './model';

/** A busy host may have run thousands of tasks in an hour; the latest few hundred say enough of one container. */
const PAGES_OF_ONE_INSTANCE = 5;

const FORGOTTEN = /task was not found/i;

/** One cluster of ECS. */
export class Ecs implements EcsPort {
  public constructor(
    private readonly client: ECSClient,
    private readonly place: Pick<Assignment, 'cluster' | 'instances'>,
  ) {}

  public async members(status: InstanceStatus): Promise<string[]> {
    // an agent that is not connected starts nothing; of instances that are gone, some stay listed for ever
    const able = status === 'ACTIVE' ? ' and agentConnected == true' : '';
    return this.listInstances(`${this.place.instances}${able}`, status);
  }

  public async membersAmong(ec2InstanceIds: readonly string[]): Promise<string[]> {
    return this.listInstances(`${this.place.instances} and ec2InstanceId in [${ec2InstanceIds.join(', ')}]`);
  }

  public async describeInstances(arns: readonly string[]): Promise<Instance[]> {
    const { cluster } = this.place;
    const command = new DescribeContainerInstancesCommand({ cluster, containerInstances: [...arns] });
    const { containerInstances = [] } = await this.client.send(command);
    return containerInstances.map((instance) => ({
      arn: instance.containerInstanceArn ?? '',
      ec2InstanceId: instance.ec2InstanceId ?? '',
      status: instance.status ?? '',
      agentConnected: instance.agentConnected ?? false,
    }));
  }

  public async tasksOn(instance: string, desiredStatus: 'RUNNING' | 'STOPPED'): Promise<string[]> {
    return this.listTasks({ containerInstance: instance, desiredStatus }, PAGES_OF_ONE_INSTANCE);
  }

  public async tasksStartedBy(startedBy: string): Promise<string[]> {
    try {
      return await this.listTasks({ startedBy }, Infinity);
    } catch (error) {
      if (error instanceof ClusterNotFoundException) {
        return []; // deleted by hand: it went with its tasks
      }
      throw error;
    }
  }

  public async describeTasks(arns: readonly string[]): Promise<Task[]> {
    const command = new DescribeTasksCommand({ cluster: this.place.cluster, tasks: [...arns] });
    const { tasks = [] } = await this.client.send(command);
    return tasks.map(taskOf);
  }

  public async daemonsAmong(services: readonly string[]): Promise<string[]> {
    const command = new DescribeServicesCommand({ cluster: this.place.cluster, services: [...services] });
    const { services: described = [] } = await this.client.send(command);
    return described.flatMap(({ schedulingStrategy, serviceName }) =>
      schedulingStrategy === 'DAEMON' && serviceName ? [serviceName] : [],
    );
  }

  public async startTask(instances: readonly string[], taskDefinition: string, startedBy: string) {
    const { cluster } = this.place;
    const command = new StartTaskCommand({ cluster, containerInstances: [...instances], taskDefinition, startedBy });
    const { tasks = [], failures = [] } = await this.client.send(command);
    return {
      tasks: tasks.map(taskOf),
      refusals: failures.map(({ arn, reason }) => ({ instance: arn ?? '', reason: reason ?? '' })),
    };
  }

  public async stopTask(task: string, reason: string): Promise<void> {
    try {
      await this.client.send(new StopTaskCommand({ cluster: this.place.cluster, task, reason }));
    } catch (error) {
      if (!(error instanceof Error && FORGOTTEN.test(error.message))) {
        throw error;
      }
    }
  }

  private async listInstances(filter: string, status?: InstanceStatus): Promise<string[]> {
    const { client } = this;
    const { cluster } = this.place;
    const arns = [];
    for await (const page of paginateListContainerInstances({ client }, { cluster, filter, status })) {
      arns.push(...(page.containerInstanceArns ?? []));
    }
    return arns;
  }

  private async listTasks(which: Omit<ListTasksCommandInput, 'cluster'>, pages: number): Promise<string[]> {
    const { client } = this;
    const arns = [];
    let read = 0;
    for await (const page of paginateListTasks({ client }, { cluster: this.place.cluster, ...which })) {
      arns.push(...(page.taskArns ?? []));
      if (++read >= pages) {
        break;
      }
    }
    return arns;
  }
}

function taskOf(task: EcsTask): Task {
  return {
    arn: task.taskArn ?? '',
    instance: task.containerInstanceArn ?? '',
    taskDefinition: task.taskDefinitionArn ?? '',
    group: task.group ?? '',
    startedBy: task.startedBy ?? '',
    lastStatus: task.lastStatus ?? '',
    desiredStatus: task.desiredStatus ?? '',
    healthStatus: task.healthStatus ?? '',
    createdAt: task.createdAt?.getTime() ?? 0,
    startedAt: task.startedAt?.getTime(),
    stoppedAt: task.stoppedAt?.getTime(),
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
  };
}
