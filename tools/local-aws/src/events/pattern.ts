import { contentFilter, type Test } from './content-filter';
import { invalidPattern } from './invalid-pattern';

export type Matcher = (event: unknown) => boolean;

/**
 * An EventBridge event pattern, ready to be asked. Fails with EventBridge's own error when the pattern is not valid, and
 * names the operator when local AWS does not play it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function compilePattern(text: string): Matcher {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw invalidPattern('it is not JSON');
  }
  return objectMatcher(pattern, '');
}

function objectMatcher(pattern: unknown, path: string): Matcher {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) {
    throw invalidPattern(`${path || 'Filter'} must be an object`);
  }
  const entries = Object.entries(pattern);
  if (entries.length === 0) {
    throw invalidPattern(`${path || 'Filter'} is an empty object`);
  }
  const matchers = entries.map(([key, value]) =>
    key === '$or' ? anyOf(value, path) : memberMatcher(key, value, path),
  );
  return (event) => matchers.every((matches) => matches(event));
}

function memberMatcher(key: string, value: unknown, path: string): Matcher {
  const at = path ? `${path}.${key}` : key;
  if (!Array.isArray(value)) {
    const matches = objectMatcher(value, at);
    return (event) => members(event, key).some((member) => elements(member).some(matches));
  }
  if (value.length === 0) {
    throw invalidPattern(`"${at}" is an empty array`);
  }
  const tests = value.map((filter: unknown) => contentFilter(filter, at));
  return (event) => {
    const found = members(event, key).flatMap(elements);
    return tests.some((test) => passes(test, found));
  };
}

function passes(test: Test, values: readonly unknown[]): boolean {
  return test.onAbsence === undefined ? values.some(test.onValue) : (values.length === 0) === test.onAbsence;
}

function anyOf(alternatives: unknown, path: string): Matcher {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw invalidPattern('"$or" must be an array of at least two objects');
  }
  const matchers = alternatives.map((alternative) => objectMatcher(alternative, path));
  return (event) => matchers.some((matches) => matches(event));
}

/** The member of an object, or of each object in a list: EventBridge looks through lists. */
function members(event: unknown, key: string): unknown[] {
  return elements(event).flatMap((element) =>
    typeof element === 'object' && element !== null && Object.hasOwn(element, key)
      ? [(element as Record<string, unknown>)[key]]
      : [],
  );
}

function elements(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
