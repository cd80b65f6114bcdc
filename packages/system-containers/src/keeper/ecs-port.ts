import type { Instance, Task } from './model';

export type InstanceStatus = 'ACTIVE' | 'DRAINING';

/** An instance on which ECS would not start a task, and its word for why: `RESOURCE:MEMORY`, `INACTIVE`, `AGENT`. */
export interface Refusal {
  readonly instance: string;
  readonly reason: string;
}

/** The calls to ECS that are used, and no others. What takes a list takes no more than ECS does in one call. */
export interface EcsPort {
  /** Instances of the group in a status; of active ones, those that can start tasks. */
  members(status: InstanceStatus): Promise<string[]>;
  /** Those EC2 instances that belong to the group. */
  membersAmong(ec2InstanceIds: readonly string[]): Promise<string[]>;
  /** Instances that are gone are left out. */
  describeInstances(arns: readonly string[]): Promise<Instance[]>;
  /** Tasks of whomever, up to a limit: those to be kept running, or those to be stopped and stopped within the hour. */
  tasksOn(instance: string, desiredStatus: 'RUNNING' | 'STOPPED'): Promise<string[]>;
  /** Tasks that are to be kept running. */
  tasksStartedBy(startedBy: string): Promise<string[]>;
  /** Tasks that ECS has forgotten are left out. */
  describeTasks(arns: readonly string[]): Promise<Task[]>;
  /** Those services that run a daemon. */
  daemonsAmong(services: readonly string[]): Promise<string[]>;
  startTask(
    instances: readonly string[],
    taskDefinition: string,
    startedBy: string,
  ): Promise<{ readonly tasks: readonly Task[]; readonly refusals: readonly Refusal[] }>;
  /** Does nothing to a task that ECS has forgotten. */
  stopTask(arn: string, reason: string): Promise<void>;
}
