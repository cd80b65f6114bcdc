import { setTimeout } from 'node:timers/promises';

/** Waits as long as AWS would, in AWS's seconds; fails when local AWS closes meanwhile. */
export type Pause = (awsSeconds: number) => Promise<void>;

/** AWS's seconds pass `pace` times as fast as ours. */
export function pausesAt(pace: number, closing: AbortSignal): Pause {
  return (awsSeconds) => setTimeout((awsSeconds * 1000) / pace, undefined, { signal: closing });
}
