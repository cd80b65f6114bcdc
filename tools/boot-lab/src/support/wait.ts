import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MILLISECONDS = 25;

/** Waits until something is there. */
export async function until<T>(what: string, milliseconds: number, look: () => T | undefined): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = look();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`${what} did not come within ${milliseconds / 1000} s`);
    }
    await sleep(STEP_MILLISECONDS);
  }
}

export { sleep };
