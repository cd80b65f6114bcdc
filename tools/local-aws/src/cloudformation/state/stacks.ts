import { AwsError, type Account } from '../../service';
import { validationError } from '../errors';
import type { Stack } from './stack';

/** All stacks, deleted ones included: those are found by their id only. */
export class Stacks {
  private readonly all: Stack[] = [];

  public constructor(
    private readonly account: Account,
    private readonly uuid: () => string,
  ) {}

  /** A stack without resources, which is nowhere to be found until it is added. */
  public make(name: string, created: Date): Stack {
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
      throw validationError(
        `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
      );
    }
    const { partition, region, accountId } = this.account;
    return {
      id: `arn:${partition}:cloudformation:${region}:${accountId}:stack/${name}/${this.uuid()}`,
      name,
      created,
      status: 'REVIEW_IN_PROGRESS',
      terminationProtection: false,
      disableRollback: false,
      events: [],
      resources: new Map(),
      superseded: [],
    };
  }

  /** Fails when there is one of that name. */
  public add(stack: Stack): void {
    if (this.current(stack.name) !== undefined) {
      throw new AwsError('AlreadyExistsException', `Stack [${stack.name}] already exists`);
    }
    this.all.push(stack);
  }

  /** By name or id; a deleted stack by id. */
  public find(nameOrId: string): Stack | undefined {
    return this.current(nameOrId) ?? this.all.find(({ id }) => id === nameOrId);
  }

  /** Like `find`, but fails in AWS's words when there is none. */
  public get(nameOrId: string): Stack {
    const stack = this.find(nameOrId);
    if (stack === undefined) {
      throw validationError(`Stack with id ${nameOrId} does not exist`);
    }
    return stack;
  }

  /** Those that are not deleted, newest first as AWS lists them. */
  public list(): Stack[] {
    return this.all.filter(({ status }) => status !== 'DELETE_COMPLETE').reverse();
  }

  public listWithDeleted(): Stack[] {
    return [...this.all].reverse();
  }

  private current(nameOrId: string): Stack | undefined {
    return this.list().find(({ id, name }) => id === nameOrId || name === nameOrId);
  }
}
