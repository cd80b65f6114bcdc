import { isObject } from '../plain';

/**
 * The paths in `value` that a resource type does not honour. `honours` names whole properties, or members of them with
 * dots; what an entry names is honoured with all that it contains.
 */
export function unhonouredPaths(value: unknown, honours: readonly string[]): string[] {
  const whole = new Set(honours);
  const inner = new Set(honours.flatMap((path) => prefixes(path)));
  const walk = (current: unknown, path: string): string[] => {
    if (Array.isArray(current)) {
      return [...new Set(current.flatMap((element) => walk(element, path)))];
    }
    if (!isObject(current)) {
      return [];
    }
    return Object.entries(current).flatMap(([key, member]) => {
      const name = path === '' ? key : `${path}.${key}`;
      if (whole.has(name)) {
        return [];
      }
      return inner.has(name) ? walk(member, name) : [name];
    });
  };
  return walk(value, '');
}

function prefixes(path: string): string[] {
  const parts = path.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}
