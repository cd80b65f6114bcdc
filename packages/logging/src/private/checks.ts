import { Token } from 'aws-cdk-lib/core';
import { failure } from './errors';

/** What a number may be, and what it is when nobody says. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly unit?: string;
}

/** A whole number within its bounds, known at synthesis. */
export function within(code: string, prop: string, bounds: Bounds, value = bounds.default): number {
  const { min, max, unit = '' } = bounds;
  if (Token.isUnresolved(value) || !Number.isInteger(value) || value < min || value > max) {
    const given = Token.isUnresolved(value) ? 'a token' : `${value}${unit}`;
    throw failure(
      code,
      `${prop} must be a whole number of ${min} to ${max}${unit}, known at synthesis, got ${given}; ` +
        `leave it out for ${bounds.default}${unit}`,
    );
  }
  return value;
}

/** Text of one kind; what only CloudFormation knows is let through. */
export function matching(code: string, prop: string, pattern: RegExp, rule: string, value: string): string {
  if (!Token.isUnresolved(value) && !pattern.test(value)) {
    throw failure(code, `${prop} must be ${rule}, got ${JSON.stringify(value)}`);
  }
  return value;
}
