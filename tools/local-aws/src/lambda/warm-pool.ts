import type { ExecutionEnvironment } from './execution-environment';
import type { FunctionLog } from './function-log';

export interface Warm {
  readonly environment: ExecutionEnvironment;
  readonly log: FunctionLog;
}

/** Execution environments between invocations. One that nobody asked for in a while ends. */
export class WarmPool {
  private readonly idle = new Map<Warm, { readonly key: string; readonly timer: NodeJS.Timeout }>();

  public constructor(private readonly idleMilliseconds: number) {}

  /** An environment for exactly this code and configuration, if there is one. */
  public take(key: string): Warm | undefined {
    for (const [warm, entry] of this.idle) {
      if (entry.key === key) {
        this.forget(warm);
        if (warm.environment.usable) {
          return warm;
        }
      }
    }
    return undefined;
  }

  public giveBack(key: string, warm: Warm): void {
    const timer = setTimeout(() => {
      this.idle.delete(warm);
      void warm.environment.close();
    }, this.idleMilliseconds);
    timer.unref();
    this.idle.set(warm, { key, timer });
  }

  public async close(): Promise<void> {
    const all = [...this.idle.keys()];
    all.forEach((warm) => this.forget(warm));
    await Promise.all(all.map(({ environment }) => environment.close()));
  }

  private forget(warm: Warm): void {
    clearTimeout(this.idle.get(warm)?.timer);
    this.idle.delete(warm);
  }
}
