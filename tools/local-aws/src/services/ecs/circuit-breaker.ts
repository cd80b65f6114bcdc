const LEAST = 3;
const MOST = 200;

/** How many tasks in a row may fail before the circuit breaker ends a deployment: half the service, 3 to 200. */
export function failureThreshold(desiredCount: number): number {
  return Math.min(MOST, Math.max(LEAST, Math.ceil(desiredCount / 2)));
}
