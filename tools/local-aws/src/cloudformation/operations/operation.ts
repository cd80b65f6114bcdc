import type { Environment } from '../ports';
import type { Stack, StackResource } from '../state/stack';
import type { Stacks } from '../state/stacks';
import type { StackStatus } from '../state/statuses';

/** Says that local AWS is being shut down: the operation ends where it is, without rollback. */
export class ShutDown extends Error {}

/** One create, update or delete of a stack, with the rollback that may follow. */
export class Operation {
  /** Names of exports that were read on the way. */
  public readonly imports = new Set<string>();
  private id: string;
  private phase = new AbortController();
  private isShutDown = false;

  public constructor(
    public readonly environment: Environment,
    public readonly stacks: Stacks,
    public readonly stack: Stack,
    private readonly clientRequestToken: string | undefined,
  ) {
    this.id = environment.uuid();
  }

  /** Aborted when the present phase has failed or was cancelled: nothing more begins, what waits gives up. */
  public get signal(): AbortSignal {
    return this.phase.signal;
  }

  /** Ends the present phase. A create or update then rolls back. */
  public stop(): void {
    this.phase.abort();
  }

  public shutDown(): void {
    this.isShutDown = true;
    this.phase.abort();
  }

  /** Fails when local AWS is shutting down, which otherwise looks like a cancelled phase. */
  public checkShutDown(): void {
    if (this.isShutDown) {
      throw new ShutDown();
    }
  }

  /** Begins the rollback or cleanup, which a failure before it does not stop. */
  public nextPhase(): void {
    this.checkShutDown();
    this.phase = new AbortController();
  }

  /** Begins the rollback, which AWS counts as an operation of its own. */
  public beginRollback(): void {
    this.nextPhase();
    this.id = this.environment.uuid();
  }

  public setStatus(status: StackStatus, reason?: string): void {
    const { stack, environment } = this;
    stack.status = status;
    stack.reason = reason;
    const now = this.now();
    if (status !== 'CREATE_IN_PROGRESS') {
      stack.updated = now;
    }
    stack.events.push({
      id: environment.uuid(),
      operationId: this.id,
      logicalId: stack.name,
      physicalId: stack.id,
      type: 'AWS::CloudFormation::Stack',
      status,
      reason,
      timestamp: now,
      clientRequestToken: this.clientRequestToken,
    });
  }

  /** Keeps `resource` as its logical resource's present state, and says so in the stack's events. */
  public setResource(resource: Omit<StackResource, 'timestamp'>): StackResource {
    const record = this.announce(resource);
    this.stack.resources.set(record.logicalId, record);
    return record;
  }

  /** Only says it: for physical resources that are no longer, or not yet, their logical resource's. */
  public announce(resource: Omit<StackResource, 'timestamp'>): StackResource {
    const timestamp = this.now();
    const { logicalId, physicalId, type, status, reason } = resource;
    this.stack.events.push({
      id: `${logicalId}-${status}-${this.environment.uuid()}`,
      operationId: this.id,
      logicalId,
      physicalId,
      type,
      status,
      reason,
      timestamp,
      clientRequestToken: this.clientRequestToken,
    });
    return { ...resource, timestamp };
  }

  /** Later than the stack's last event: their readers sort them by time, and many happen within a millisecond. */
  private now(): Date {
    const present = this.environment.clock.date().getTime();
    const last = this.stack.events.at(-1)?.timestamp.getTime() ?? 0;
    return new Date(Math.max(present, last + 1));
  }
}
