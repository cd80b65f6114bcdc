import type { StackSummary } from './stacks';

/** What the API says about an environment, as data. */
export interface EnvironmentReport {
  readonly name: string;
  readonly stacks: readonly StackSummary[];
  readonly network: NetworkReport;
  readonly cluster: ClusterReport;
  readonly services: readonly ServiceReport[];
  readonly balancers: readonly BalancerReport[];
  /** Who may open an SSH connection to what; empty when nobody may. */
  readonly ssh: readonly SshReport[];
  readonly logGroups: readonly LogGroupReport[];
}

export interface NetworkReport {
  readonly vpcId: string;
  readonly cidr: string;
  /** Ordered by zone, then by address. */
  readonly subnets: readonly SubnetReport[];
}

export interface SubnetReport {
  readonly subnetId: string;
  readonly zone: string;
  readonly cidr: string;
  readonly publicAddresses: boolean;
  readonly egress: Egress;
}

/** Where a subnet's default route leads. */
export type Egress =
  | { readonly kind: 'internet gateway' }
  | { readonly kind: 'NAT gateway'; readonly id: string; readonly zone?: string; readonly addresses: readonly string[] }
  | { readonly kind: 'none' };

export interface ClusterReport {
  readonly name: string;
  readonly containerInsights: string;
  readonly groups: readonly GroupReport[];
}

/** An instance group: its Auto Scaling group, its capacity provider and the container instances they brought. */
export interface GroupReport {
  readonly name: string;
  readonly autoScalingGroupName: string;
  readonly capacityProviderName: string;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly managedScaling: boolean;
  readonly managedDraining: boolean;
  readonly terminationProtection: boolean;
  /** What runs on each of its instances from the boot on, by name. */
  readonly systemContainers: readonly SystemContainerReport[];
  readonly instances: readonly InstanceReport[];
}

export interface SystemContainerReport {
  readonly name: string;
  /** Whether an instance registers only once it is healthy. */
  readonly required: boolean;
}

export interface InstanceReport {
  readonly instanceId: string;
  readonly type: string;
  readonly zone: string;
  readonly subnetId: string;
  readonly imageId: string;
  readonly spot: boolean;
  readonly publicAddress?: string;
  readonly imdsV2Required: boolean;
  readonly imdsHopLimit: number;
  readonly volumesEncrypted: boolean;
  /** As the Auto Scaling group sees it: `InService`. */
  readonly lifecycleState: string;
  readonly protectedFromScaleIn: boolean;
  /** As ECS sees it; absent when the instance has not registered. */
  readonly registration?: RegistrationReport;
}

export interface RegistrationReport {
  readonly status: string;
  readonly agentConnected: boolean;
  readonly runningTasks: number;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface ServiceReport {
  readonly name: string;
  readonly desired: number;
  readonly running: number;
  readonly capacityProviders: readonly string[];
  readonly placement: readonly string[];
  readonly taskDefinition: string;
  /** The container instances of its running tasks, as EC2 instance ids, one for each task. */
  readonly runsOn: readonly string[];
}

export interface BalancerReport {
  readonly name: string;
  /** `application` or `network`. */
  readonly type: string;
  readonly internal: boolean;
  /** Addresses and security groups that may connect. */
  readonly from: readonly string[];
  /** `HTTPS:443`, `HTTP:80 → HTTPS:443`. */
  readonly listeners: readonly string[];
  readonly deletionProtection: boolean;
  readonly targets: number;
  readonly healthy: number;
}

export interface SshReport {
  /** An address range, a prefix list, or what holds the security group that is let in. */
  readonly from: string;
  /** Names of what can be reached. */
  readonly to: readonly string[];
}

export interface LogGroupReport {
  readonly name: string;
  /** Absent: kept for ever. */
  readonly retentionInDays?: number;
}
