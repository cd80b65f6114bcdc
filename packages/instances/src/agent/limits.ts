import { Token } from 'aws-cdk-lib/core';
import { failure } from '../private/errors';

/** What the agent would ignore in silence when it is too small. */
export function atLeast(minimum: number, prop: string, value: number, unit = ''): number {
  if (!Token.isUnresolved(value) && (!Number.isInteger(value) || value < minimum)) {
    throw failure(
      'AgentValueTooSmall',
      `${prop} must be a whole number of at least ${minimum}${unit}, got ${value}${unit}`,
    );
  }
  return value;
}

/** A share of ECS_RESERVED_MEMORY. Shares are added up here, so each must be known. */
export function reservedMemory(owner: string, value = 0): number {
  if (Token.isUnresolved(value) || !Number.isInteger(value) || value < 0) {
    throw failure(
      'ReservedMemoryInvalid',
      `${owner} has a reservedMemoryMiB that is not a whole number of MiB from 0, known at synthesis; leave it out for its default`,
    );
  }
  return value;
}
