/** What several measurements of the same thing come down to. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function summary(values: readonly number[]): Summary {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

export function median(values: readonly number[]): number {
  if (values.length === 0) {
    throw new Error('There is no median of nothing: measure at least once.');
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * How many times as much one thing takes as another: the median of what each round says. What slows the machine down
 * for a while slows both down, so it leaves their quotient alone.
 */
export function ratio(numerators: readonly number[], denominators: readonly number[]): Summary {
  if (numerators.length !== denominators.length) {
    throw new Error(`Rounds must pair up, got ${numerators.length} and ${denominators.length}.`);
  }
  return summary(numerators.map((value, round) => value / denominators[round]));
}
