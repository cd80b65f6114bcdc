import { isObject, singleEntry } from '../plain';
import { formatError } from '../errors';
import { FUNCTIONS } from './functions';
import { NO_VALUE, UNKNOWN, type Scope } from './scope';

/**
 * The value that a part of a template has in `scope`: functions replaced by their results, `NO_VALUE` members left
 * out. A function of something unknown is itself `UNKNOWN`; the objects and lists around it stay.
 */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => evaluate(element, scope)).filter((element) => element !== NO_VALUE);
  }
  if (!isObject(value)) {
    return value;
  }
  const [name, argument] = singleEntry(value) ?? [];
  if (name !== undefined && isFunctionName(name)) {
    const run = FUNCTIONS[name];
    if (run === undefined) {
      throw formatError(`unknown intrinsic function ${name}`);
    }
    return run(argument, scope, evaluate);
  }
  const members = Object.entries(value).map(([key, member]) => [key, evaluate(member, scope)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== NO_VALUE));
}

/** Whether a value has no unknown part. */
export function isKnown(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.every(isKnown);
  }
  return isObject(value) ? Object.values(value).every(isKnown) : value !== UNKNOWN;
}

function isFunctionName(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}
