/** Variables of the repair function: written by the construct, read by the handler. */
export const REPAIR_ENVIRONMENT = {
  cluster: 'CLUSTER',
  clusterName: 'CLUSTER_NAME',
  groupName: 'INSTANCE_GROUP',
  autoScalingGroup: 'AUTO_SCALING_GROUP',
  hosts: 'HOSTS',
  reports: 'REPORTS',
  roleId: 'ROLE_ID',
  notReadySeconds: 'NOT_READY_SECONDS',
  disconnectedSeconds: 'DISCONNECTED_SECONDS',
  acts: 'ACTS',
} as const;

/** What the variables say. */
export interface RepairSettings {
  readonly cluster: string;
  readonly clusterName: string;
  readonly groupName: string;
  readonly autoScalingGroup: string;
  /** In ECS's cluster query language: the hosts of the group. */
  readonly hosts: string;
  /** ARN of the queue that hosts report to; messages of any other one are ticks. */
  readonly reports: string;
  /** Undefined for a role of the user's, of which CloudFormation does not say it. */
  readonly roleId?: string;
  readonly notReadyTimeout: number;
  readonly disconnectedTimeout: number;
  readonly acts: boolean;
}

export function settingsFrom(environment: NodeJS.ProcessEnv): RepairSettings {
  const read = (name: string): string => {
    const value = environment[name];
    if (!value) {
      throw new Error(`the function’s variable ${name} is not set`);
    }
    return value;
  };
  return {
    cluster: read(REPAIR_ENVIRONMENT.cluster),
    clusterName: read(REPAIR_ENVIRONMENT.clusterName),
    groupName: read(REPAIR_ENVIRONMENT.groupName),
    autoScalingGroup: read(REPAIR_ENVIRONMENT.autoScalingGroup),
    hosts: read(REPAIR_ENVIRONMENT.hosts),
    reports: read(REPAIR_ENVIRONMENT.reports),
    roleId: environment[REPAIR_ENVIRONMENT.roleId],
    notReadyTimeout: Number(read(REPAIR_ENVIRONMENT.notReadySeconds)) * 1000,
    disconnectedTimeout: Number(read(REPAIR_ENVIRONMENT.disconnectedSeconds)) * 1000,
    acts: read(REPAIR_ENVIRONMENT.acts) === 'true',
  };
}
