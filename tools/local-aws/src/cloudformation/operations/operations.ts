import { messageOf } from '../errors';
import type { Environment } from '../ports';
import type { Stack } from '../state/stack';
import type { Stacks } from '../state/stacks';
import type { StackStatus } from '../state/statuses';
import { Operation, ShutDown } from './operation';

interface Running {
  readonly operation: Operation;
  readonly done: Promise<void>;
}

/** Runs operations in the background, one at a time for each stack. */
export class Operations {
  private readonly running = new Map<Stack, Running>();
  private isClosed = false;

  public constructor(
    private readonly environment: Environment,
    private readonly stacks: Stacks,
  ) {}

  /**
   * Starts `body` once what runs on the stack has ended, at once when nothing does, so that the stack's status changes
   * before the caller goes on. `body` reports through that status.
   */
  public start(stack: Stack, token: string | undefined, body: (operation: Operation) => Promise<void>): void {
    const before = this.running.get(stack)?.done;
    const operation = new Operation(this.environment, this.stacks, stack, token);
    if (this.isClosed) {
      operation.shutDown();
    }
    const done = this.run(operation, before, body).finally(() => {
      if (this.running.get(stack)?.operation === operation) {
        this.running.delete(stack);
      }
    });
    this.running.set(stack, { operation, done });
  }

  /** Makes what runs on the stack stop where it is and turn round. */
  public cancel(stack: Stack): void {
    this.running.get(stack)?.operation.stop();
  }

  /** Resolves when nothing runs on the stack any more. */
  public async settled(stack: Stack): Promise<void> {
    await this.running.get(stack)?.done;
  }

  /** Ends everything where it is; nothing runs afterwards. */
  public async close(): Promise<void> {
    this.isClosed = true;
    const all = [...this.running.values()];
    all.forEach(({ operation }) => operation.shutDown());
    await Promise.all(all.map(({ done }) => done));
  }

  private async run(
    operation: Operation,
    before: Promise<void> | undefined,
    body: (operation: Operation) => Promise<void>,
  ): Promise<void> {
    if (before !== undefined) {
      await before;
    }
    try {
      operation.checkShutDown();
      await body(operation);
    } catch (error) {
      if (error instanceof ShutDown) {
        return;
      }
      // A mistake in local AWS itself. The stack must still come to rest, or its callers wait for ever.
      this.environment.log(`${operation.stack.name}: ${error instanceof Error ? error.stack : String(error)}`);
      operation.setStatus(failed(operation.stack.status), `Internal failure of local AWS: ${messageOf(error)}`);
    }
  }
}

function failed(status: StackStatus): StackStatus {
  const prefixes = ['UPDATE_ROLLBACK', 'UPDATE', 'ROLLBACK', 'DELETE'] as const;
  const prefix = prefixes.find((candidate) => status.startsWith(candidate)) ?? 'CREATE';
  return `${prefix}_FAILED`;
}
