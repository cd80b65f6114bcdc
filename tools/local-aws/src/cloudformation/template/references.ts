import { asText, isObject, singleEntry } from '../plain';

/** A place in a template that names something else in it: with an attribute from `Fn::GetAtt`, without from `Ref`. */
export interface Reference {
  readonly name: string;
  readonly attribute?: string;
}

/** Chooses a branch of `Fn::If`; undefined means that both branches count. */
export type Choose = (condition: string) => boolean | undefined;

const bothBranches: Choose = () => undefined;

/** Every reference below `value`, in the order in which they stand there. */
export function references(value: unknown, choose: Choose = bothBranches): Reference[] {
  if (Array.isArray(value)) {
    return value.flatMap((element) => references(element, choose));
  }
  if (!isObject(value)) {
    return [];
  }
  const [name, argument] = singleEntry(value) ?? [];
  switch (name) {
    case 'Ref':
      return typeof argument === 'string' ? [{ name: argument }] : [];
    case 'Fn::GetAtt':
      return attributeReference(argument, choose);
    case 'Fn::Sub':
      return substitutionReferences(argument, choose);
    case 'Fn::If':
      return branchReferences(argument, choose);
    default:
      return Object.values(value).flatMap((element) => references(element, choose));
  }
}

/** The two parts of `Fn::GetAtt`, which may be written as a list or as one string with a dot. */
export function getAttParts(argument: unknown): readonly [string, unknown] | undefined {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return dot < 0 ? undefined : [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  if (Array.isArray(argument) && argument.length >= 2 && typeof argument[0] === 'string') {
    const rest: readonly unknown[] = argument.slice(1);
    return [argument[0], rest.length === 1 ? rest[0] : rest.join('.')];
  }
  return undefined;
}

export const SUBSTITUTION = /\$\{([^!}][^}]*)\}/g;

/** The two parts of `Fn::Sub`: the text, and the values that it names besides the template's own. */
export function subParts(argument: unknown): readonly [string, Record<string, unknown>] | undefined {
  if (typeof argument === 'string') {
    return [argument, {}];
  }
  if (Array.isArray(argument) && typeof argument[0] === 'string' && isObject(argument[1])) {
    return [argument[0], argument[1]];
  }
  return undefined;
}

function attributeReference(argument: unknown, choose: Choose): Reference[] {
  const [name, attribute] = getAttParts(argument) ?? [];
  if (name === undefined) {
    return [];
  }
  return typeof attribute === 'string'
    ? [{ name, attribute }]
    : [{ name, attribute: '' }, ...references(attribute, choose)];
}

function substitutionReferences(argument: unknown, choose: Choose): Reference[] {
  const [text, values] = subParts(argument) ?? [];
  if (text === undefined || values === undefined) {
    return [];
  }
  const named = [...text.matchAll(SUBSTITUTION)]
    .map(([, expression = '']) => expression.trim())
    .filter((expression) => !(expression in values))
    .map((expression): Reference => {
      const [name, attribute] = getAttParts(expression) ?? [expression];
      return attribute === undefined ? { name } : { name, attribute: asText(attribute) };
    });
  return [...named, ...references(Object.values(values), choose)];
}

function branchReferences(argument: unknown, choose: Choose): Reference[] {
  if (!Array.isArray(argument) || typeof argument[0] !== 'string') {
    return references(argument, choose);
  }
  const [condition, whenTrue, whenFalse] = argument as [string, unknown, unknown];
  const chosen = choose(condition);
  if (chosen === undefined) {
    return references([whenTrue, whenFalse], choose);
  }
  return references(chosen ? whenTrue : whenFalse, choose);
}
