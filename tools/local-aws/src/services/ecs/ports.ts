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

/** How the containers of a task fare; a test makes them fail on purpose. */
export interface ContainerFate {
  /** A reason, if the task of this family cannot start. */
  failure(family: string): string | undefined;
}
