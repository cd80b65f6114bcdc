/** So many pieces of work at a time, in the order in which they came. */
export class Places {
  private readonly waiting: (() => void)[] = [];

  public constructor(private free: number) {}

  public async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) {
      this.free -= 1;
    } else {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) {
        next(); // takes over this place
      } else {
        this.free += 1;
      }
    }
  }
}
