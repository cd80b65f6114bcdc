/** A JSON object, told apart from lists and scalars. */
export type PlainObject = Record<string, unknown>;

export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The only key and its value of an object that has exactly one, which is the form of every intrinsic function. */
export function singleEntry(value: unknown): readonly [string, unknown] | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const entries = Object.entries(value);
  return entries.length === 1 ? entries[0] : undefined;
}

/**
 * Whether two template values mean the same. CloudFormation does not tell `1` from `"1"` nor `true` from `"true"`,
 * and the order of keys means nothing.
 */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((element, index) => sameValue(element, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length && keys.every((key) => key in other && sameValue(one[key], other[key]))
    );
  }
  if (isScalar(one) && isScalar(other)) {
    return String(one) === String(other);
  }
  return one === other;
}

/** How a value is written where text is asked for. */
export function asText(value: unknown): string {
  return isScalar(value) ? String(value) : (JSON.stringify(value) ?? '');
}

export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
