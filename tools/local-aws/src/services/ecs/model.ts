import type {
  AwsVpcConfiguration,
  CapacityProviderStrategyItem,
  ClusterConfiguration,
  ClusterServiceConnectDefaults,
  ClusterSetting,
  Container,
  CreateServiceRequest,
  DeploymentRolloutState,
  LoadBalancer,
  ManagedScaling,
  NetworkConfiguration,
  PlacementConstraint,
  PlacementStrategy,
  ServiceEvent,
  TaskDefinition,
  TaskOverride,
  VersionInfo,
} from '@aws-sdk/client-ecs';
import type { Demand } from './demand';
import type { TaskInterface } from './ports';

export type Tags = Map<string, string>;

export interface Cluster {
  readonly name: string;
  readonly arn: string;
  status: 'ACTIVE' | 'INACTIVE';
  settings: ClusterSetting[];
  configuration?: ClusterConfiguration;
  serviceConnectDefaults?: ClusterServiceConnectDefaults;
  capacityProviders: string[];
  defaultStrategy: CapacityProviderStrategyItem[];
  tags: Tags;
  /** By ARN. */
  readonly instances: Map<string, ContainerInstance>;
  /** By ARN. */
  readonly tasks: Map<string, Task>;
  /** By name; a deleted service stays as INACTIVE until its name is taken again. */
  readonly services: Map<string, Service>;
}

export interface CapacityProvider {
  readonly name: string;
  readonly arn: string;
  readonly groupName: string;
  readonly groupArn: string;
  managedScaling: Required<ManagedScaling>;
  managedTerminationProtection: boolean;
  managedDraining: boolean;
  tags: Tags;
  /** The scaling policy that ECS keeps on the group while it scales it. */
  policyName?: string;
  /** AWS seconds since when the group has been larger than needed. */
  surplusSince?: number;
}

/** A task definition as registered; `status` turns INACTIVE when it is deregistered. */
export interface StoredTaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  definition: TaskDefinition;
  tags: Tags;
}

export interface ContainerInstance {
  readonly arn: string;
  readonly clusterName: string;
  readonly ec2InstanceId: string;
  readonly registeredAt: Date;
  readonly cpu: number;
  readonly memory: number;
  readonly reservedTcp: readonly number[];
  readonly reservedUdp: readonly number[];
  readonly attributes: Map<string, string | undefined>;
  readonly versionInfo?: VersionInfo;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  agentConnected: boolean;
  capacityProvider?: string;
  tags: Tags;
  /** Counts changes, as AWS's events do. */
  version: number;
}

export type TaskStatus = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'STOPPED';

export interface Task {
  readonly arn: string;
  readonly clusterName: string;
  readonly definition: StoredTaskDefinition;
  readonly demand: Demand;
  readonly group: string;
  readonly startedBy?: string;
  readonly launchType: 'EC2';
  readonly capacityProvider?: string;
  readonly serviceName?: string;
  readonly daemon: boolean;
  readonly deploymentId?: string;
  readonly constraints: readonly PlacementConstraint[];
  readonly strategy: readonly PlacementStrategy[];
  readonly overrides: TaskOverride;
  readonly enableExecuteCommand: boolean;
  /** In the network mode `awsvpc`. */
  readonly network?: AwsVpcConfiguration;
  /** Where the task is a target while it runs. */
  readonly loadBalancers: readonly LoadBalancer[];
  readonly createdAt: Date;
  /** The task's own, from its placement on; stays known after its end. */
  networkInterface?: TaskInterface & { readonly attachmentId: string; readonly status: 'ATTACHED' | 'DELETED' };
  containers: Container[];
  tags: Tags;
  instanceArn?: string;
  last: TaskStatus;
  desired: 'RUNNING' | 'STOPPED';
  /** AWS seconds since when the task has waited for its next status. */
  since: number;
  startedAt?: Date;
  stoppingAt?: Date;
  stoppedAt?: Date;
  stopCode?:
    | 'TaskFailedToStart'
    | 'EssentialContainerExited'
    | 'UserInitiated'
    | 'ServiceSchedulerInitiated'
    | 'TerminationNotice';
  stoppedReason?: string;
  /** Marked by Availability Zone rebalancing: another task is to take its place. */
  leavesZone?: boolean;
  version: number;
}

/** What a deployment fixes: the tasks that it starts are all made from it. */
export interface DeploymentSpec {
  readonly taskDefinition: string;
  readonly capacityProviderStrategy?: CapacityProviderStrategyItem[];
  readonly launchType?: 'EC2';
  readonly networkConfiguration?: NetworkConfiguration;
  readonly loadBalancers: LoadBalancer[];
  readonly placementConstraints: PlacementConstraint[];
  readonly placementStrategy: PlacementStrategy[];
}

export interface Deployment {
  readonly id: string;
  readonly spec: DeploymentSpec;
  readonly createdAt: Date;
  updatedAt: Date;
  failedTasks: number;
  /** Once a task has run, the circuit breaker no longer looks. */
  hasRun: boolean;
  rolloutState: DeploymentRolloutState;
  rolloutReason: string;
  /** AWS seconds before which nothing is started again after failures. */
  notBefore: number;
}

/** Service properties that are only kept and reported, as CreateService takes them. */
export type KeptServiceProperties = Pick<
  CreateServiceRequest,
  | 'availabilityZoneRebalancing'
  | 'deploymentConfiguration'
  | 'deploymentController'
  | 'enableECSManagedTags'
  | 'enableExecuteCommand'
  | 'healthCheckGracePeriodSeconds'
  | 'propagateTags'
  | 'role'
  | 'serviceConnectConfiguration'
  | 'serviceRegistries'
  | 'volumeConfigurations'
>;

export interface Service {
  readonly name: string;
  readonly arn: string;
  readonly clusterName: string;
  readonly daemon: boolean;
  readonly createdAt: Date;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  kept: KeptServiceProperties;
  /** The primary one first; the others are on their way out. */
  deployments: Deployment[];
  /** What the last completed deployment was made of: a failed one rolls back to it. */
  lastCompleted?: DeploymentSpec;
  /** Newest first. */
  events: ServiceEvent[];
  tags: Tags;
}
