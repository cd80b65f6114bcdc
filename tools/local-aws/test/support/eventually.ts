import { setTimeout } from 'node:timers/promises';

/** Less than a test has, so that what was waited for is named. Only what never comes waits for it. */
const PATIENCE_MILLISECONDS = 240_000;
const INTERVAL_MILLISECONDS = 25;

/** Looks until `look` gives something; fails with `what` when nothing came. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${PATIENCE_MILLISECONDS} ms in vain for ${what}`);
    }
    await setTimeout(INTERVAL_MILLISECONDS);
  }
}
