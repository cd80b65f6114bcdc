import type {
  EnabledMetric,
  LaunchTemplateSpecification,
  MixedInstancesPolicy,
  RefreshPreferences,
  ScalingPolicy,
  ScheduledUpdateGroupAction,
} from '@aws-sdk/client-auto-scaling';
import type { Purchase } from './purchase';
import type { Subnet, TemplateVersion } from './ports';

/** What the group launches: one launch template, or several types on demand and on Spot. */
export type LaunchSource =
  | { readonly kind: 'template'; readonly template: LaunchTemplateSpecification }
  | { readonly kind: 'mixed'; readonly policy: MixedInstancesPolicy };

export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed';

export const LAUNCHING = 'autoscaling:EC2_INSTANCE_LAUNCHING';
export const TERMINATING = 'autoscaling:EC2_INSTANCE_TERMINATING';

export interface Hook {
  readonly name: string;
  readonly transition: typeof LAUNCHING | typeof TERMINATING;
  readonly heartbeatTimeout: number;
  readonly defaultResult: LifecycleResult;
  readonly targetArn?: string;
  readonly roleArn?: string;
  readonly metadata?: string;
}

export type LifecycleResult = 'CONTINUE' | 'ABANDON';

/** One hook's turn on one instance. */
export interface LifecycleAction {
  readonly token: string;
  readonly hook: Hook;
  /** AWS seconds. */
  deadline: number;
  readonly globalDeadline: number;
  result?: LifecycleResult;
}

export interface Instance {
  readonly id: string;
  readonly zone: string;
  readonly subnetId: string;
  readonly instanceType: string;
  readonly imageId?: string;
  readonly purchase: Purchase;
  readonly template: TemplateVersion;
  readonly launchedAt: Date;
  state: LifecycleState;
  health: 'Healthy' | 'Unhealthy';
  protectedFromScaleIn: boolean;
  /** AWS seconds; set when the instance enters service. */
  inServiceSince?: number;
  actions: LifecycleAction[];
  activity: Activity;
}

export interface Activity {
  readonly id: string;
  readonly groupName: string;
  readonly groupArn: string;
  readonly cause: string;
  readonly description: string;
  readonly details: { readonly 'Subnet ID'?: string; readonly 'Availability Zone'?: string };
  readonly startTime: Date;
  endTime?: Date;
  status: 'PreInService' | 'InProgress' | 'WaitingForInstanceId' | 'MidLifecycleAction' | 'Successful' | 'Failed';
  statusMessage?: string;
  progress: number;
}

export type RefreshStatus =
  | 'Pending'
  | 'InProgress'
  | 'Successful'
  | 'Failed'
  | 'Cancelling'
  | 'Cancelled'
  | 'RollbackInProgress'
  | 'RollbackSuccessful'
  | 'RollbackFailed';

export interface Refresh {
  readonly id: string;
  readonly startTime: Date;
  endTime?: Date;
  status: RefreshStatus;
  reason?: string;
  readonly preferences: RefreshPreferences;
  /** Set when the refresh brought its own configuration; `previous` is what a rollback returns to. */
  readonly desired?: LaunchSource;
  readonly previous?: LaunchSource;
  /** Instances still to be replaced, and how many there were at the start. */
  outdated: Set<string>;
  total: number;
  /** AWS seconds at which the last instance was replaced: an hour without is a failure. */
  progressAt: number;
  /** Instances above the desired capacity while new ones warm up. */
  surge: number;
}

export interface GroupTag {
  readonly key: string;
  readonly value: string;
  readonly propagateAtLaunch: boolean;
}

export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  launch: LaunchSource;
  minSize: number;
  maxSize: number;
  desiredCapacity: number;
  defaultCooldown: number;
  defaultInstanceWarmup?: number;
  healthCheckType: string;
  healthCheckGracePeriod: number;
  maxInstanceLifetime?: number;
  newInstancesProtected: boolean;
  capacityRebalance: boolean;
  subnets: readonly Subnet[];
  terminationPolicies: readonly string[];
  serviceLinkedRoleArn: string;
  tags: Map<string, GroupTag>;
  metrics: EnabledMetric[];
  /** Suspended processes with AWS's reason. */
  suspended: Map<string, string>;
  hooks: Map<string, Hook>;
  policies: Map<string, ScalingPolicy>;
  scheduled: Map<string, ScheduledUpdateGroupAction>;
  instances: Map<string, Instance>;
  /** Newest first. */
  activities: Activity[];
  /** Newest first. */
  refreshes: Refresh[];
  deleting: boolean;
  /** AWS seconds before which no launch is tried again after a failed one. */
  launchNotBefore: number;
  /** AWS seconds of the last look at EC2. */
  healthCheckedAt: number;
}

/** Live: neither gone nor on its way out. */
export function isLive(instance: Instance): boolean {
  return !instance.state.startsWith('Terminating');
}

export function liveInstances(group: Group): Instance[] {
  return [...group.instances.values()].filter(isLive);
}

export function activeRefresh(group: Group): Refresh | undefined {
  return group.refreshes.find(({ status }) =>
    ['Pending', 'InProgress', 'Cancelling', 'RollbackInProgress'].includes(status),
  );
}
