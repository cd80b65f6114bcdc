/** A member of an answer that AWS always sends although the SDK's types leave it open. */
export function present<T>(value: T | undefined | null, name: string): T {
  if (value === undefined || value === null) {
    throw new Error(`the service's answer has no ${name}`);
  }
  return value;
}
