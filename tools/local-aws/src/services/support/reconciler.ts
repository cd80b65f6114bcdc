export interface ReconcilerOptions {
  /** One pass over the state; must be safe to repeat at any time. */
  readonly tick: () => Promise<void>;
  /** Milliseconds between the end of one pass and the start of the next. */
  readonly intervalMs: number;
  /** Hears what a pass threw; the next pass runs all the same. */
  readonly onError: (error: unknown) => void;
}

/** Runs `tick` again and again, never twice at once, until closed. Its timer does not keep the process alive. */
export class Reconciler {
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private closed = false;

  public constructor(private readonly options: ReconcilerOptions) {}

  public start(): void {
    this.timer = setTimeout(() => {
      this.running = this.pass();
    }, this.options.intervalMs);
    this.timer.unref();
  }

  /** Stops, after the pass that is under way. */
  public async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async pass(): Promise<void> {
    try {
      await this.options.tick();
    } catch (error) {
      this.options.onError(error);
    }
    if (!this.closed) {
      this.start();
    }
  }
}

/** How often AWS's own control loops look, in AWS seconds; bounded below so that a fast pace does not spin. */
export function tickInterval(pace: number): number {
  const AWS_SECONDS = 3;
  const SHORTEST_MS = 20;
  return Math.max(SHORTEST_MS, (AWS_SECONDS * 1000) / pace);
}
