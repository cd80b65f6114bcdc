/**
 * Time as the services see it. `now` runs in AWS's seconds, which pass faster than ours; `date` is the wall clock,
 * because an API that reports the future would confuse every client that subtracts.
 */
export interface Clock {
  /** AWS seconds since some fixed point. */
  now(): number;
  /** What the API reports as a time. */
  date(): Date;
}

/** How many AWS seconds pass in one of ours unless told otherwise: a minute of AWS takes a second. */
export const DEFAULT_PACE = 60;

/** The real clock, on which AWS's seconds pass `pace` times as fast. */
export function systemClock(pace: number = DEFAULT_PACE): Clock {
  if (!(pace > 0)) {
    throw new Error(`pace must be greater than 0, got ${pace}; ${DEFAULT_PACE} lets a minute of AWS take a second`);
  }
  return {
    now: () => (performance.now() / 1000) * pace,
    date: () => new Date(),
  };
}
