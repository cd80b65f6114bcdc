import type { Boot, Group, Host, LaunchMemory } from './model';

export type HostStatus = 'ACTIVE' | 'DRAINING';

/** An attribute of a host to be written, or removed. */
export interface Note {
  readonly arn: string;
  readonly name: string;
  readonly value?: string;
}

/** The calls to ECS that are used, and no others. What takes a list takes no more than ECS does in one call. */
export interface EcsPort {
  /** Hosts of the group that something is the matter with: not ready, under repair, or without their agent. */
  troubled(): Promise<string[]>;
  /** Those EC2 instances that registered as the group's. */
  hostsOf(ec2InstanceIds: readonly string[]): Promise<string[]>;
  /** Hosts that are gone are left out. */
  describe(arns: readonly string[]): Promise<Host[]>;
  /** Writes, or removes, what is remembered; all of it or nothing. Fails if a host is gone. */
  write(notes: readonly Note[]): Promise<void>;
  remove(notes: readonly Note[]): Promise<void>;
  /** Hosts that are gone are left out. */
  setStatus(arns: readonly string[], status: HostStatus): Promise<void>;
  /** Also while tasks seem to run there. Does nothing to a host that is gone. */
  deregister(arn: string): Promise<void>;
}

/** The calls to EC2 Auto Scaling that are used, all about one group. */
export interface GroupPort {
  /** Undefined when the group is gone. */
  describe(): Promise<Group | undefined>;
  /** Launches that ended lately, failed boots and successful ones. */
  boots(): Promise<Boot[]>;
  /** Has the group replace an instance. Does nothing to one that has left the group. */
  setUnhealthy(ec2InstanceId: string): Promise<void>;
  suspendLaunches(): Promise<void>;
  resumeLaunches(): Promise<void>;
  remember(memory: LaunchMemory): Promise<void>;
}

export interface Ec2Port {
  /** Those that EC2 no longer has, or has terminated. */
  gone(ec2InstanceIds: readonly string[]): Promise<string[]>;
}
