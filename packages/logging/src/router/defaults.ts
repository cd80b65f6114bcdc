import type { Bounds } from '../private/checks';

/**
 * AWS's build of Fluent Bit 5.0. It is made from Amazon Linux 2023: older ones (2.x) cannot read the journal of an
 * instance of Amazon Linux 2023, whose compression they do not know.
 */
export const IMAGE = 'public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15';

/** What is not said of a router; a test holds the README's table to it. */
export const MEMORY_MIB: Bounds = { min: 96, max: 4096, default: 192, unit: ' MiB' };
export const BUFFER_MIB: Bounds = { min: 16, max: 102_400, default: 1024, unit: ' MiB' };

/** For logs of the host; they are few. */
export const HOST_BUFFER_MIB = 256;

/**
 * Waits between attempts are random, up to five minutes: so many attempts last for about twenty hours. Without an end,
 * a piece that its destination never takes would be sent for ever.
 */
export const RETRIES = { limit: 500, longestWaitSeconds: 300 } as const;

/**
 * Pieces of up to 2 MB that are in memory at once; with what is made of them to send them, they take up to half of it.
 * The others are on disk alone.
 */
export function chunksInMemory(memoryMiB: number): number {
  return Math.floor(memoryMiB / 8);
}
