import { sameValue } from '../../cloudformation/plain';

export interface ListChanges<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
}

/** What has come to a list and what has gone from it, whatever the order. */
export function listChanges<T>(now: readonly T[] = [], before: readonly T[] = []): ListChanges<T> {
  const isIn = (list: readonly T[], element: T): boolean => list.some((other) => sameValue(element, other));
  return {
    added: now.filter((element) => !isIn(before, element)),
    removed: before.filter((element) => !isIn(now, element)),
  };
}

/** Whether one of the named properties differs. */
export function anyChanged(
  now: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
  names: readonly string[],
): boolean {
  return names.some((name) => !sameValue(now[name], before[name]));
}

/** The named properties, as many as are there. */
export function pick(properties: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}

/** All but the named properties. */
export function omit<T extends object>(properties: T, ...names: string[]): T {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))) as T;
}
