import type { LoadBalancer } from '@aws-sdk/client-ecs';
import type { Capacity } from './managed-scaling';

/** An Auto Scaling group as ECS needs to know it. */
export interface GroupView {
  readonly name: string;
  readonly arn: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  readonly newInstancesProtected: boolean;
  readonly instances: readonly {
    readonly id: string;
    readonly lifecycleState: string;
    readonly protectedFromScaleIn: boolean;
  }[];
}

/** The Auto Scaling calls that ECS makes for its capacity providers. */
export interface GroupPort {
  /** By name or ARN; nothing if there is none. */
  describe(nameOrArn: string): Promise<GroupView | undefined>;
  setDesiredCapacity(group: string, desired: number): Promise<void>;
  setProtection(group: string, instanceIds: readonly string[], isProtected: boolean): Promise<void>;
  putDrainingHook(group: string): Promise<void>;
  deleteDrainingHook(group: string): Promise<void>;
  heartbeat(group: string, instanceId: string): Promise<void>;
  completeDraining(group: string, instanceId: string): Promise<void>;
  putScalingPolicy(group: string, policy: string, targetCapacity: number): Promise<void>;
  deleteScalingPolicy(group: string, policy: string): Promise<void>;
  /** What an instance that the group launches next would offer to tasks. */
  capacity(group: string): Promise<Capacity>;
}

/** Where a service's targets are registered: a target group or, by its name, a Classic Load Balancer. */
export type Destination = Pick<LoadBalancer, 'targetGroupArn' | 'loadBalancerName'>;

export interface Target {
  /** An instance's id, or an address for tasks that have an interface of their own. */
  readonly id: string;
  readonly port: number;
}

/** A target group as ECS needs to know it. */
export interface TargetGroupView {
  /** `instance`, `ip` … */
  readonly targetType: string;
  /** Whether a load balancer sends to it. */
  readonly used: boolean;
}

/** The calls to Elastic Load Balancing that ECS makes for its services. */
export interface BalancerPort {
  /** Nothing if there is none. */
  targetGroup(arn: string): Promise<TargetGroupView | undefined>;
  hasClassic(name: string): Promise<boolean>;
  register(destination: Destination, target: Target): Promise<void>;
  /** What is not there any more is deregistered. */
  deregister(destination: Destination, target: Target): Promise<void>;
}

/** The network interface of a task in the network mode `awsvpc`. */
export interface TaskInterface {
  readonly id: string;
  readonly subnetId: string;
  readonly macAddress: string;
  readonly privateAddress: string;
}

export interface InterfaceRequest {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Of the instance that it is for. */
  readonly zone: string;
  readonly description: string;
}

/** The calls to EC2 that ECS makes for such tasks. */
export interface InterfacePort {
  create(request: InterfaceRequest): Promise<TaskInterface>;
  delete(id: string): Promise<void>;
}

/** How the containers of a task fare; a test makes them fail on purpose. */
export interface ContainerFate {
  /** A reason, if the task of this family cannot start. */
  failure(family: string): string | undefined;
}
