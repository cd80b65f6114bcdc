import { sameValue, singleEntry } from '../plain';
import { formatError, templateError } from '../errors';
import { evaluate } from './evaluate';
import type { Scope } from './scope';

/** The functions that give true or false in `Conditions` and `Rules`. */
type Predicate = (argument: unknown, scope: Scope) => boolean;

const PREDICATES: Readonly<Record<string, Predicate>> = {
  Condition: (name, scope) => scope.condition(String(name)),
  'Fn::Equals': (argument, scope) => {
    const [one, other] = operands('Fn::Equals', argument, 2, 2).map((operand) => evaluate(operand, scope));
    return sameValue(one, other);
  },
  'Fn::Not': (argument, scope) => !holds(operands('Fn::Not', argument, 1, 1)[0], scope),
  'Fn::And': (argument, scope) => operands('Fn::And', argument, 2, 10).every((operand) => holds(operand, scope)),
  'Fn::Or': (argument, scope) => operands('Fn::Or', argument, 2, 10).some((operand) => holds(operand, scope)),
  'Fn::Contains': (argument, scope) => {
    const [values, value] = operands('Fn::Contains', argument, 2, 2).map((operand) => evaluate(operand, scope));
    return asList(values).some((candidate) => sameValue(candidate, value));
  },
  'Fn::EachMemberEquals': (argument, scope) => {
    const [values, value] = operands('Fn::EachMemberEquals', argument, 2, 2).map((operand) => evaluate(operand, scope));
    return asList(values).every((candidate) => sameValue(candidate, value));
  },
  'Fn::EachMemberIn': (argument, scope) => {
    const [values, allowed] = operands('Fn::EachMemberIn', argument, 2, 2).map((operand) => evaluate(operand, scope));
    return asList(values).every((value) => asList(allowed).some((candidate) => sameValue(candidate, value)));
  },
};

/** Whether a condition holds. It may speak of parameters and mappings only: resources do not exist yet. */
export function holds(condition: unknown, scope: Scope): boolean {
  const [name, argument] = singleEntry(condition) ?? [];
  const predicate = name === undefined ? undefined : PREDICATES[name];
  if (predicate === undefined) {
    throw formatError(
      `Conditions can only be boolean operations on parameters and other conditions, got ${JSON.stringify(condition)}`,
    );
  }
  return predicate(argument, scope);
}

function operands(name: string, argument: unknown, least: number, most: number): readonly unknown[] {
  if (!Array.isArray(argument) || argument.length < least || argument.length > most) {
    const allowed = least === most ? `${least}` : `${least} to ${most}`;
    throw templateError(`every ${name} object requires a list of ${allowed} members`);
  }
  return argument;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
