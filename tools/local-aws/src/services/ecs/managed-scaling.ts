import type { Demand } from './demand';

/** What one instance of the group offers to tasks. */
export interface Capacity {
  readonly cpu: number;
  readonly memory: number;
}

/**
 * How many further instances the waiting tasks need: packed first fit, each instance `capacity` large. A task that is
 * larger than an instance needs one too, says AWS, and is never placed; it is left out, so that the group does not grow
 * in vain.
 */
export function instancesFor(waiting: readonly Demand[], capacity: Capacity): number {
  const opened: { cpu: number; memory: number; tcp: Set<number>; udp: Set<number> }[] = [];
  for (const demand of waiting) {
    if (demand.cpu > capacity.cpu || demand.memory > capacity.memory) {
      continue;
    }
    let target = opened.find(
      ({ cpu, memory, tcp, udp }) =>
        demand.cpu <= cpu &&
        demand.memory <= memory &&
        !demand.tcp.some((port) => tcp.has(port)) &&
        !demand.udp.some((port) => udp.has(port)),
    );
    if (target === undefined) {
      target = { ...capacity, tcp: new Set(), udp: new Set() };
      opened.push(target);
    }
    target.cpu -= demand.cpu;
    target.memory -= demand.memory;
    demand.tcp.forEach((port) => target.tcp.add(port));
    demand.udp.forEach((port) => target.udp.add(port));
  }
  return opened.length;
}

export interface ScalingState {
  /** Instances needed: those with tasks and those that waiting tasks call for. */
  readonly needed: number;
  /** The group's desired capacity. */
  readonly current: number;
  readonly min: number;
  readonly max: number;
  readonly targetCapacity: number;
  readonly minimumStep: number;
  readonly maximumStep: number;
}

/** From an empty group ECS's first step is two instances. */
const FIRST_STEP = 2;

/** The size that brings the group's reservation to the target, within its bounds and steps. */
export function targetSize({
  needed,
  current,
  min,
  max,
  targetCapacity,
  minimumStep,
  maximumStep,
}: ScalingState): number {
  const ideal = Math.ceil((needed * 100) / targetCapacity);
  const clamp = (size: number) => Math.min(max, Math.max(min, size));
  if (ideal <= current) {
    return clamp(ideal);
  }
  const step = Math.min(maximumStep, Math.max(minimumStep, current === 0 ? FIRST_STEP : 1, ideal - current));
  return clamp(current + step);
}
