import { Token } from 'aws-cdk-lib/core';
import { failure } from '../private/errors';

const PERCENT = { least: 1, most: 100 } as const;

/** How many instances of a group change their system containers at the same time. */
export class RolloutConcurrency {
  /**
   * A fixed number, at least 1. Fails with `RolloutConcurrencyOutOfRange`.
   */
  public static instances(count: number): RolloutConcurrency {
    if (!Token.isUnresolved(count) && !(Number.isInteger(count) && count >= 1)) {
      throw failure(
        'RolloutConcurrencyOutOfRange',
        `count must be a whole number of instances, at least 1, got ${count}; take 1 to change one after another`,
      );
    }
    return new RolloutConcurrency(`${count}`);
  }

  /**
   * A share of the instances that the group has when a roll-out begins, 1 to 100 percent, rounded down, but always at
   * least one instance. Fails with `RolloutConcurrencyOutOfRange`.
   */
  public static percent(share: number): RolloutConcurrency {
    if (!Token.isUnresolved(share) && !(share >= PERCENT.least && share <= PERCENT.most)) {
      throw failure(
        'RolloutConcurrencyOutOfRange',
        `share must be ${PERCENT.least} to ${PERCENT.most} percent, got ${share}; ` +
          'for one instance after another take RolloutConcurrency.instances(1)',
      );
    }
    return new RolloutConcurrency(`${share}%`);
  }

  private constructor(private readonly text: string) {}

  /** @internal As the functions read it: `3` or `10%`. */
  public _bind(): string {
    return this.text;
  }
}
