import { setTimeout } from 'node:timers/promises';

const PATIENCE_MILLISECONDS = 10_000;
const INTERVAL_MILLISECONDS = 25;

/** Looks until `look` gives something; fails with `what` when nothing came. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  patience = PATIENCE_MILLISECONDS,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${patience} ms in vain for ${what}`);
    }
    await setTimeout(INTERVAL_MILLISECONDS);
  }
}
