import { AwsError } from '../service';
import { invalidPattern } from './invalid-pattern';

/** What one element of a pattern's list asks: of a value, or whether there is one at all. */
export interface Test {
  readonly onValue: (value: unknown) => boolean;
  /** Set: the field must be absent (true) or present (false). */
  readonly onAbsence?: boolean;
}

type Operator = (operand: unknown, at: string) => Test;

const OPERATORS: Readonly<Record<string, Operator>> = {
  prefix: text((value, operand) => value.startsWith(operand)),
  suffix: text((value, operand) => value.endsWith(operand)),
  'equals-ignore-case': text((value, operand) => value.toLowerCase() === operand.toLowerCase()),
  wildcard: text((value, operand) => wildcard(operand).test(value)),
  exists: (operand, at) => {
    if (typeof operand !== 'boolean') {
      throw invalidPattern(`"exists" of "${at}" must be true or false`);
    }
    return { onValue: () => true, onAbsence: !operand };
  },
  numeric: (operand, at) => {
    const comparisons = comparisonsOf(operand, at);
    return { onValue: (value) => typeof value === 'number' && comparisons.every((holds) => holds(value)) };
  },
  'anything-but': (operand, at) => {
    const alternatives = Array.isArray(operand) ? operand : [operand];
    const tests = alternatives.map((alternative: unknown) => contentFilter(alternative, at));
    return { onValue: (value) => !tests.some((test) => test.onValue(value)) };
  },
};

/** One element of a list in a pattern: a literal, or `{ operator: operand }`. */
export function contentFilter(filter: unknown, at: string): Test {
  if (typeof filter !== 'object' || filter === null) {
    return { onValue: (value) => value === filter };
  }
  const [[operator, operand] = ['', undefined], ...more] = Object.entries(filter);
  if (Array.isArray(filter) || more.length > 0 || operator === '') {
    throw invalidPattern(`"${at}" must hold values or objects with one operator`);
  }
  const make = OPERATORS[operator];
  if (!make) {
    throw new AwsError(
      'UnsupportedOperation',
      `Local AWS does not play the operator "${operator}" in the event pattern at "${at}"; it knows ${Object.keys(OPERATORS).join(', ')}`,
      501,
    );
  }
  return make(operand, at);
}

/** An operator on text; `{ prefix: { 'equals-ignore-case': … } }` is the one nested form. */
function text(holds: (value: string, operand: string) => boolean): Operator {
  return (operand, at) => {
    if (typeof operand === 'object' && operand !== null && 'equals-ignore-case' in operand) {
      const folded = String(operand['equals-ignore-case']).toLowerCase();
      return { onValue: (value) => typeof value === 'string' && holds(value.toLowerCase(), folded) };
    }
    if (typeof operand !== 'string') {
      throw invalidPattern(`an operator of "${at}" needs a string, got ${JSON.stringify(operand)}`);
    }
    return { onValue: (value) => typeof value === 'string' && holds(value, operand) };
  };
}

function wildcard(pattern: string): RegExp {
  const literal = (part: string) => part.replace(/\\([*\\])/g, '$1').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // an asterisk behind a backslash stands for itself
  return new RegExp(
    `^${pattern
      .split(/(?<!\\)\*/)
      .map(literal)
      .join('.*')}$`,
    's',
  );
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `[">", 0, "<=", 5]`. */
function comparisonsOf(operand: unknown, at: string): ((value: number) => boolean)[] {
  const list: unknown[] = Array.isArray(operand) ? operand : [];
  if (list.length === 0 || list.length % 2 !== 0 || list.length > 4) {
    throw invalidPattern(`"numeric" of "${at}" must be one or two pairs of comparison and number`);
  }
  return Array.from({ length: list.length / 2 }, (_pair, index) => {
    const holds = COMPARISONS[String(list[2 * index])];
    const bound = list[2 * index + 1];
    if (!holds || typeof bound !== 'number') {
      throw invalidPattern(`"numeric" of "${at}" compares with ${Object.keys(COMPARISONS).join(', ')} and a number`);
    }
    return (value: number) => holds(value, bound);
  });
}
