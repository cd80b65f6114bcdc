/** What a keeper keeps, and where. */
export interface Assignment {
  readonly cluster: string;
  /** With its revision: tasks of any other one are replaced. */
  readonly taskDefinition: string;
  /** ECS's `startedBy` of every task that this keeper starts, and of no other task in the cluster. */
  readonly startedBy: string;
  /** In ECS's cluster query language: the instances of the group. */
  readonly instances: string;
}

/** A container instance, as far as a keeper goes by it. */
export interface Instance {
  readonly arn: string;
  readonly ec2InstanceId: string;
  readonly status: string;
  readonly agentConnected: boolean;
}

/** A task, as far as a keeper goes by it. Times are milliseconds since 1970. */
export interface Task {
  readonly arn: string;
  readonly instance: string;
  readonly taskDefinition: string;
  /** `service:<name>` for those of services. */
  readonly group: string;
  readonly startedBy: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly healthStatus: string;
  readonly createdAt: number;
  /** When its containers ran; never, for one that could not start. */
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  /** `UserInitiated` when it was told to stop, by whomever. */
  readonly stopCode?: string;
  readonly stoppedReason?: string;
}

/** One instance, and all its tasks: those that stopped within about an hour, too. */
export interface View {
  readonly instance: Instance;
  readonly tasks: readonly Task[];
}

/** Not yet told to stop. */
export function stays({ desiredStatus, lastStatus }: Task): boolean {
  return desiredStatus === 'RUNNING' && lastStatus !== 'STOPPED';
}

/** Still holds its ports and memory, whether told to stop or not. */
export function occupies({ lastStatus }: Task): boolean {
  return lastStatus !== 'STOPPED';
}
