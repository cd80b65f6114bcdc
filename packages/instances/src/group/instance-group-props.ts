import type { HostAccess } from '../access/host-access';
import type { AgentConfiguration } from '../agent/agent-configuration';
import type { BootStep } from '../boot/boot-step';
import type { MachineImage } from '../image/machine-image';
import type { RegistryAuth } from '../registry-auth/registry-auth';
import type { Repair } from '../repair/repair';
import type { PurchaseOption } from './purchase-option';
import type { Replacement } from './replacement';
import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Duration } from 'aws-cdk-lib/core';

/** What one kind of container instance is. */
export interface InstanceGroupOptions {
  /**
   * What an instance may be; with several types the first is preferred (On-Demand), or the deepest pool (Spot). All of
   * one architecture, and all about the same size: ECS reckons with any of them.
   *
   * @default [new ec2.InstanceType('t3.medium')]
   */
  readonly instanceTypes?: ec2.InstanceType[];

  /**
   * The fewest instances. 0 lets an idle group disappear; its first task then waits for an instance to boot.
   *
   * @default 2
   */
  readonly minCapacity?: number;

  /**
   * The most instances. How many there are between the two is up to ECS, by the tasks: there is no desired capacity to
   * set, because every deployment would reset the group to it.
   *
   * @default 4
   */
  readonly maxCapacity?: number;

  /**
   * Whether ECS adds and removes instances by what tasks need, and protects those that have tasks from being removed.
   * Without it the group stays as large as people or scaling policies of yours make it (`group.autoScalingGroup`), and
   * tasks that find no place wait for that. Instances are drained before they go in either case.
   *
   * @default true
   */
  readonly managedScaling?: boolean;

  /**
   * How full ECS keeps the group, in percent of its instances, 1 to 100. Below 100 there is room for tasks to start
   * without waiting for an instance. Only with `managedScaling`.
   *
   * @default 100
   */
  readonly targetCapacityPercent?: number;

  /**
   * On-Demand, Spot, or both.
   *
   * @default PurchaseOption.onDemand()
   */
  readonly purchaseOption?: PurchaseOption;

  /**
   * What instances boot from.
   *
   * @default MachineImage.ecsOptimized()
   */
  readonly machineImage?: MachineImage;

  /**
   * How a change reaches instances that run.
   *
   * @default Replacement.instanceRefresh()
   */
  readonly replacement?: Replacement;

  /**
   * What becomes of instances that fail while they are in service, and of boots that fail.
   *
   * @default Repair.replace()
   */
  readonly repair?: Repair;

  /**
   * How people reach an instance.
   *
   * @default HostAccess.sessionManager()
   */
  readonly access?: HostAccess;

  /**
   * The ECS agent's configuration.
   *
   * @default - the agent's own defaults, and what this library sets (see `AgentConfiguration`)
   */
  readonly agent?: AgentConfiguration;

  /**
   * Custom attributes of the instances, by which placement constraints can choose them. Read by the agent at its first
   * registration only: a change replaces the instances.
   *
   * @default - none but the group's name
   */
  readonly attributes?: Record<string, string>;

  /**
   * How instances log in to private registries. ECR needs nothing: prefer it, with a pull-through cache for images of
   * others.
   *
   * @default - no login
   */
  readonly registryAuth?: RegistryAuth;

  /**
   * Your own steps at first boot, before those of contributions.
   *
   * @default - none
   */
  readonly bootStepsBefore?: BootStep[];

  /**
   * Your own steps at first boot, after those of contributions, still before the agent registers.
   *
   * @default - none
   */
  readonly bootStepsAfter?: BootStep[];

  /**
   * How long an instance may take from launch to its registration with ECS, 30 seconds to 2 hours; after that it is
   * given up and another one is launched.
   *
   * @default Duration.minutes(15)
   */
  readonly bootTimeout?: Duration;

  /**
   * Lets containers of the bridge network mode reach the instance metadata service, and with it the instances' role:
   * hop limit 2 and `ECS_AWSVPC_BLOCK_IMDS=false`. For software that cannot use a task role.
   *
   * @default false
   */
  readonly allowImdsFromContainers?: boolean;

  /**
   * Size of the encrypted gp3 root volume, on which container images and writable layers live too. At least the size
   * of the image's snapshot: 30 for the ECS-optimised images.
   *
   * @default 30
   */
  readonly rootVolumeGiB?: number;

  /**
   * Encrypts the root volume. EC2 Auto Scaling's service-linked role gets the right to use the key if it is a key of
   * this app; of an imported key you grant it yourself, or no instance ever launches.
   *
   * @default - the account's key for EBS
   */
  readonly volumeEncryptionKey?: kms.IKey;

  /**
   * The instances' role, one that `ec2.amazonaws.com` may assume. What instances need is attached to it in a policy of
   * this group, unless it is `role.withoutPolicyUpdates()`: then all of it is up to you.
   *
   * @default - a role of the group's own
   */
  readonly role?: iam.IRole;

  /**
   * Permissions boundary of the group's own role. For every role of a stack, also those of the functions in it, use
   * `iam.PermissionsBoundary.of(stack).apply(…)`.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Security groups that instances have besides the group's own, which lets nothing in by itself.
   *
   * @default - none
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Where instances run; public subnets are refused.
   *
   * @default - the VPC's private subnets, or its isolated ones if it has no others
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * EC2 metrics every minute instead of every five; AWS charges for them.
   *
   * @default false
   */
  readonly detailedMonitoring?: boolean;

  /**
   * Topics that hear when instances are launched and terminated, or fail to.
   *
   * @default - none
   */
  readonly notifications?: autoscaling.NotificationConfiguration[];
}

/** Properties of `InstanceGroup`. */
export interface InstanceGroupProps extends InstanceGroupOptions {
  /** Must be an `ecs.Cluster` (this library's or CDK's) of the same stack: only that can register capacity. */
  readonly cluster: ecs.ICluster;

  /**
   * Unique in the cluster.
   *
   * @default - the construct's id
   */
  readonly instanceGroupName?: string;
}
