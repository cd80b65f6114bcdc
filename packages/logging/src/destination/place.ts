import { Stack, Token, TokenComparison } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { failure } from '../private/errors';

/** An account and a region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** A sender writes to what is in its own account and region. */
export function checkPlace(what: string, place: Place | undefined, sender: IConstruct): void {
  const own = Stack.of(sender);
  for (const prop of ['account', 'region'] as const) {
    if (place && Token.compareStrings(place[prop], own[prop]) === TokenComparison.DIFFERENT) {
      throw failure(
        'LogsElsewhere',
        `${what} must be in the ${prop} of who writes to it, ${own[prop]}, got ${place[prop]}; make one in each ${prop}`,
      );
    }
  }
}
