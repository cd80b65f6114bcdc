import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks for a number again and again while `work` goes on, and says the lowest that it saw, with the result.
 * A question that fails, fails the whole: silence must not pass for a good answer.
 */
export async function lowestWhile<Result>(
  work: Promise<Result>,
  ask: () => Promise<number>,
  everyMilliseconds: number,
): Promise<{ readonly result: Result; readonly lowest: number; readonly asked: number }> {
  let working = true;
  let lowest = Number.POSITIVE_INFINITY;
  let asked = 0;
  const asking = (async () => {
    do {
      lowest = Math.min(lowest, await ask());
      asked += 1;
      await pause(everyMilliseconds);
    } while (working);
  })();
  // it is awaited below; until then a failure is not unhandled
  asking.catch(() => undefined);
  try {
    const result = await work;
    working = false;
    await asking;
    return { result, lowest, asked };
  } finally {
    working = false;
  }
}
