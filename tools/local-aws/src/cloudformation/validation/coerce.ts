import { isObject, isScalar } from '../plain';
import type { Members, Shape } from './specification';

/**
 * Properties with each scalar in the type that the specification gives it: parameters and joined texts are always
 * text, whatever the property wants.
 */
export function coerce(properties: Readonly<Record<string, unknown>>, members: Members): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      const shape = members[name]?.shape;
      return [name, shape === undefined ? value : coerceTo(shape, value)];
    }),
  );
}

function coerceTo(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'any':
      return value;
    case 'scalar':
      return isScalar(value) ? coerceScalar(shape.type, value) : value;
    case 'list':
      return Array.isArray(value) ? value.map((element) => coerceTo(shape.element, element)) : value;
    case 'map':
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, element]) => [key, coerceTo(shape.element, element)]))
        : value;
    case 'object':
      return isObject(value) ? coerce(value, shape.members()) : value;
  }
}

function coerceScalar(type: string, value: string | number | boolean): string | number | boolean {
  switch (type) {
    case 'boolean':
      return String(value) === 'true';
    case 'integer':
    case 'number':
      return Number(value);
    default:
      return String(value);
  }
}
