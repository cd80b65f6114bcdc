/**
 * Lets one host's trouble (a call is throttled, the host is just leaving) not be another one's: the work goes on, and
 * the whole fails in the end, so that it is repeated and seen.
 */
export class Attempts {
  private readonly failures: Error[] = [];

  /** The result, or undefined where it failed. */
  public async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.failures.push(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  /** Fails with what failed; the first text stands for all. */
  public finish(): void {
    const [first] = this.failures;
    if (first) {
      throw new AggregateError(this.failures, `${this.failures.length} calls failed, first: ${first.message}`);
    }
  }
}
