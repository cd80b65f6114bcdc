import { templateError } from '../errors';
import { isObject, isScalar } from '../plain';

export function text(name: string, value: unknown): string {
  if (!isScalar(value)) {
    const found = isObject(value) ? 'a map' : Array.isArray(value) ? 'a list' : String(value);
    throw templateError(`every ${name} object takes text where it was given ${found}`);
  }
  return String(value);
}

export function list(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw templateError(`${name} requires a list argument, got ${String(value)}`);
  }
  return value;
}

export function pair(name: string, value: unknown): readonly [unknown, unknown] {
  const values = list(name, value);
  if (values.length !== 2) {
    throw templateError(`every ${name} object requires two parameters`);
  }
  return [values[0], values[1]];
}
