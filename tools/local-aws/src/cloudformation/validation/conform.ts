import { UNKNOWN } from '../evaluation/scope';
import { isObject, isScalar } from '../plain';
import type { Members, Shape } from './specification';

export interface Nonconformity {
  readonly path: string;
  readonly message: string;
}

/** Everything in `value` that AWS's specification does not allow, in the words of its schema validator. */
export function nonconformities(value: unknown, members: Members, path = '#'): Nonconformity[] {
  if (!isObject(value)) {
    return [];
  }
  const missing = Object.entries(members)
    .filter(([name, { required }]) => required && !(name in value))
    .map(([name]) => ({ path, message: `required key [${name}] not found` }));
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const specification = members[name];
    return specification === undefined
      ? [{ path, message: `extraneous key [${name}] is not permitted` }]
      : nonconformity(member, specification.shape, `${path}/${name}`);
  });
  return [...missing, ...wrong];
}

function nonconformity(value: unknown, shape: Shape, path: string): Nonconformity[] {
  if (value === UNKNOWN || shape.kind === 'any') {
    return [];
  }
  switch (shape.kind) {
    case 'scalar':
      return isScalar(value) && fits(value, shape.type) ? [] : [wrongType(path, shape.type, value)];
    case 'list':
      return Array.isArray(value)
        ? value.flatMap((element, index) => nonconformity(element, shape.element, `${path}/${index}`))
        : [wrongType(path, 'JSONArray', value)];
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, element]) => nonconformity(element, shape.element, `${path}/${key}`))
        : [wrongType(path, 'JSONObject', value)];
    case 'object':
      return isObject(value) ? nonconformities(value, shape.members(), path) : [wrongType(path, 'JSONObject', value)];
  }
}

/** CloudFormation turns text into numbers and booleans, and the other way round, where that loses nothing. */
function fits(value: string | number | boolean, type: string): boolean {
  switch (type) {
    case 'boolean':
      return ['true', 'false'].includes(String(value));
    case 'integer':
      return /^-?\d+$/.test(String(value));
    case 'number':
      return String(value).trim() !== '' && Number.isFinite(Number(value));
    default:
      return true;
  }
}

function wrongType(path: string, expected: string, value: unknown): Nonconformity {
  const name = expected.charAt(0).toUpperCase() + expected.slice(1);
  return { path, message: `expected type: ${name}, found: ${typeName(value)}` };
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) {
    return 'JSONArray';
  }
  if (isObject(value)) {
    return 'JSONObject';
  }
  const name = typeof value;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
