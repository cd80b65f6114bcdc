import type { IBootContribution } from '../boot/boot-contribution';
import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct, IDependable } from 'constructs';

/** Options of `IInstanceGroup.capacityProviderStrategy()`. */
export interface GroupStrategyOptions {
  /**
   * Which share of the tasks beyond all `base` goes to this group, relative to the other strategies of the service.
   *
   * @default 1
   */
  readonly weight?: number;

  /**
   * How many tasks go to this group before weights count. Only one strategy of a service may have a base.
   *
   * @default 0
   */
  readonly base?: number;
}

/** A tag of EC2 instances. */
export interface InstanceTag {
  /** Its name. */
  readonly key: string;

  /** Its value; it may be a token. */
  readonly value: string;
}

/**
 * One kind of container instance with one scaling range: launch template, Auto Scaling group and capacity provider.
 *
 * What other packages and boot contributions see of an `InstanceGroup`.
 */
export interface IInstanceGroup extends IConstruct, ec2.IConnectable, iam.IGrantable {
  /** Unique in the cluster; every instance carries it as an attribute, see `placementConstraint()`. */
  readonly instanceGroupName: string;

  /** The cluster that the instances register with; in the group's stack. */
  readonly cluster: ecs.ICluster;

  /** The instances' Auto Scaling group; add alarms, notifications or scheduled actions here. */
  readonly autoScalingGroup: autoscaling.IAutoScalingGroup;

  /** For services: better through `capacityProviderStrategy()`. */
  readonly capacityProviderName: string;

  /**
   * Whether ECS decides how many instances there are, by the tasks; otherwise people or policies of yours do. What keeps
   * a task on every instance for good must not be on a group with managed scaling: it would never shrink.
   */
  readonly managedScaling: boolean;

  /** What an instance may be, in order of preference. */
  readonly instanceTypes: ec2.InstanceType[];

  /** Which container images run here. */
  readonly architecture: ec2.InstanceArchitecture;

  /** The role of the instances. Containers have roles of their own: grant to those what only a container needs. */
  readonly role: iam.IRole;

  /**
   * For what happens on instances during a deployment: depend on it, and by then their role may do what contributions
   * need.
   */
  readonly permissions: IDependable;

  /**
   * Carried by the group, its instances and nothing else: for what finds instances by tag, as Run Command does, and for
   * conditions of policies, which must not name the group while it waits for them.
   */
  readonly instanceTag: InstanceTag;

  /** Host ports of containers with a dynamic port mapping: open these towards a load balancer. */
  readonly dynamicPortRange: ec2.Port;

  /**
   * Adds to what every instance runs: files, steps, units, reservations. Bound at once, in a child construct of the
   * group named like the contribution; twice the same name fails.
   */
  contribute(contribution: IBootContribution): void;

  /**
   * For `capacityProviderStrategies` of a service: places its tasks on this group and, with managed scaling, makes the
   * group grow and shrink with them. A service without a strategy is placed on whatever instances exist and scales nothing.
   */
  capacityProviderStrategy(options?: GroupStrategyOptions): ecs.CapacityProviderStrategy;

  /** For `placementConstraints` of tasks and services that are placed without this group's capacity provider. */
  placementConstraint(): ecs.PlacementConstraint;
}
