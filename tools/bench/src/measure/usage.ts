/** What a process says of itself when it ends. */
export interface Usage {
  /** Of processor time, over all its threads. */
  readonly processorSeconds: number;
  readonly peakMemoryMiB: number;
}

/** The file descriptor on which it says so. */
export const USAGE_DESCRIPTOR = 3;
