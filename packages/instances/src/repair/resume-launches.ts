import type { LaunchMemory } from './model';

/** A group of Auto Scaling, as far as its launches go. */
export interface LaunchingGroup {
  readonly name: string;
  readonly launchesSuspended: boolean;
  readonly memory?: LaunchMemory;
}

/** The calls to EC2 Auto Scaling that are used, and no others. */
export interface LaunchesPort {
  /** Those that carry the tag. */
  find(): Promise<LaunchingGroup[]>;
  resumeLaunches(group: string): Promise<void>;
  remember(group: string, memory: LaunchMemory): Promise<void>;
}

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly pause: () => Promise<void>;
}

/** A sweep that was about to suspend launches when a deployment came has done so by the second look. */
const LOOKS = 2;

/**
 * Lets a group launch again whose launches were suspended after failed boots: a deployment is about to change what
 * boots. Failures count anew from here, also those of boots that still run. What a person suspended stays suspended.
 */
export async function resumeLaunches(port: LaunchesPort, { now, pause }: Clock): Promise<string[]> {
  const resumed = new Set<string>();
  for (let look = 1; look <= LOOKS; look++) {
    const groups = await port.find();
    for (const { name, launchesSuspended, memory } of groups) {
      if (launchesSuspended && memory?.state === 'suspended') {
        await port.resumeLaunches(name);
        resumed.add(name);
      }
      if (!launchesSuspended || memory?.state === 'suspended') {
        await port.remember(name, { state: 'resumed', at: now() });
      }
    }
    if (groups.length === 0) {
      break; // it is just being made
    }
    if (look < LOOKS) {
      await pause();
    }
  }
  return [...resumed];
}
