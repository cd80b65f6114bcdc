/** A policy or pattern, which templates give as an object or as its JSON text. */
export function document(value: unknown): string;
export function document(value: unknown, optional: 'optional'): string | undefined;
export function document(value: unknown): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
