import type { Assignment } from './model';

/** Variables of the keeper's function: written by the construct, read by the handler. */
export const KEEPER_ENVIRONMENT = {
  cluster: 'CLUSTER',
  taskDefinition: 'TASK_DEFINITION',
  startedBy: 'STARTED_BY',
  instances: 'INSTANCES',
  clusterName: 'CLUSTER_NAME',
  groupName: 'INSTANCE_GROUP',
  containerName: 'CONTAINER',
} as const;

/** What the variables say: the assignment, and by which names its metric goes. */
export interface KeeperSettings extends Assignment {
  readonly clusterName: string;
  readonly groupName: string;
  readonly containerName: string;
}

export function settingsFrom(environment: NodeJS.ProcessEnv): KeeperSettings {
  const read = (name: string): string => {
    const value = environment[name];
    if (!value) {
      throw new Error(`the function’s variable ${name} is not set`);
    }
    return value;
  };
  return {
    cluster: read(KEEPER_ENVIRONMENT.cluster),
    taskDefinition: read(KEEPER_ENVIRONMENT.taskDefinition),
    startedBy: read(KEEPER_ENVIRONMENT.startedBy),
    instances: read(KEEPER_ENVIRONMENT.instances),
    clusterName: read(KEEPER_ENVIRONMENT.clusterName),
    groupName: read(KEEPER_ENVIRONMENT.groupName),
    containerName: read(KEEPER_ENVIRONMENT.containerName),
  };
}
