/** What is aimed at. Printed beside what was measured: a benchmark informs, it fails nothing. */
export const TARGETS = {
  /** The reference app against the same system by hand. */
  appToByHand: 1.1,
  /** What one more cluster adds to a large app against what it adds to a small one: 1 is linear. */
  growth: 1.1,
} as const;

/** In Python, the packages have to be the cheaper way, in time and in round trips. */
export const PYTHON_TARGET = 1;

export function verdict(measured: number, target: number): string {
  const shown = Number(measured.toFixed(2)); // what people read decides
  return `${shown <= target ? 'met' : 'missed'}, the target is ${target.toFixed(2)} at most`;
}

/** For what has to be less than its target. */
export function verdictBelow(measured: number, target: number): string {
  const shown = Number(measured.toFixed(2));
  return `${shown < target ? 'met' : 'missed'}, the target is below ${target.toFixed(2)}`;
}
