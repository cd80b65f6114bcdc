/** Lets several run at once, one step at a time, in an order that somebody else chooses. */
export class Turns {
  private readonly waiting: (() => void)[] = [];

  public constructor(private readonly choose: (below: number) => number) {}

  /** A step may be taken. */
  public readonly next = (): Promise<void> => new Promise((resolve) => this.waiting.push(resolve));

  public async run(works: readonly (() => Promise<void>)[]): Promise<void> {
    let open = works.length;
    works.forEach((work) => void work().finally(() => open--));
    for (;;) {
      await quiet();
      if (open === 0) {
        return;
      }
      const [step] = this.waiting.splice(this.choose(this.waiting.length), 1);
      step?.();
    }
  }
}

/** What follows from the last step has happened. */
async function quiet(): Promise<void> {
  // a turn of the event loop would be surer, and ten times as slow
  for (let hop = 0; hop < 20; hop++) {
    await Promise.resolve();
  }
}
