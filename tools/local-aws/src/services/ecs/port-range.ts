/** Ports from the first to the last, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** From which Linux takes ports unless the agent is told others. */
export const KERNEL_RANGE: PortRange = { first: 32768, last: 60999 };

/** `ECS_DYNAMIC_HOST_PORT_RANGE` as the agent reads it: `32768-51677`. */
export function portRange(setting: string | undefined): PortRange | undefined {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(setting ?? '') ?? [];
  return first === undefined || last === undefined ? undefined : { first: Number(first), last: Number(last) };
}
