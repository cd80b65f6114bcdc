/** Times are milliseconds since 1970. */
export interface Report {
  /** Of the EC2 instance that sent it, as SQS says. */
  readonly instanceId: string;
  readonly state: 'not-ready' | 'ready';
  /** When SQS took it. */
  readonly sentAt: number;
  /** The unit that is not ready, and its last words: for people only. */
  readonly unit?: string;
  readonly output?: string;
}

/** What a host said last: since when it is not ready, or again ready. */
export interface Said {
  readonly 'not-ready'?: number;
  readonly ready?: number;
}

/** What is being done about a host. */
export interface Care {
  /** It has one of the places that the brake gives, since then: it drains, or is being replaced. */
  readonly 'under-repair'?: number;
  /** Its agent was first seen disconnected. */
  readonly disconnected?: number;
}

/** A container instance, as far as repair goes by it. */
export interface Host {
  readonly arn: string;
  readonly ec2InstanceId: string;
  readonly status: string;
  readonly agentConnected: boolean;
  readonly said: Said;
  readonly care: Care;
}

/** An instance as its Auto Scaling group sees it. */
export interface Member {
  readonly id: string;
  /** `Pending…`, `InService`, `Terminating…`, `Standby` … */
  readonly lifecycleState: string;
  readonly healthy: boolean;
}

/** What is remembered of the launches of a group, in a tag of it: who suspended them is not to be seen otherwise. */
export interface LaunchMemory {
  readonly state: 'suspended' | 'resumed';
  readonly at: number;
}

export interface Group {
  readonly members: readonly Member[];
  readonly launchesSuspended: boolean;
  readonly memory?: LaunchMemory;
}

/** A launch that has ended. */
export interface Boot {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly succeeded: boolean;
}

/** How long repair waits before it gives a host up; what it may do. */
export interface Settings {
  /** From draining to replacing. */
  readonly notReadyTimeout: number;
  readonly disconnectedTimeout: number;
  /** False: it looks and reports, and changes nothing. */
  readonly acts: boolean;
}

/** An instance that its group counts on: neither booting nor on its way out. */
export function isInService({ lifecycleState }: Member): boolean {
  return lifecycleState === 'InService';
}
