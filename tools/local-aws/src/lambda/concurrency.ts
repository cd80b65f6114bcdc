/** How many invocations of a function, and of all together, may run at once. */
export class Concurrency {
  private readonly running = new Map<string, number>();
  private total = 0;
  private waiting: (() => void)[] = [];

  /** `most` bounds what all functions together may run: each is a process of this machine. */
  public constructor(private readonly most: number) {}

  /** Whether one more invocation of `name` would stay within the function's own `limit`. */
  public allows(name: string, limit: number): boolean {
    return (this.running.get(name) ?? 0) < limit;
  }

  /** Runs `work` as soon as both limits allow it. */
  public async run<T>(name: string, limit: number, work: () => Promise<T>): Promise<T> {
    while (this.total >= this.most || !this.allows(name, limit)) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.count(name, 1);
    try {
      return await work();
    } finally {
      this.count(name, -1);
      const woken = this.waiting;
      this.waiting = [];
      woken.forEach((wake) => wake());
    }
  }

  private count(name: string, change: number): void {
    this.total += change;
    this.running.set(name, (this.running.get(name) ?? 0) + change);
  }
}
