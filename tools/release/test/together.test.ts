import { setTimeout as pause } from 'node:timers/promises';
import { together } from '../src/together';

const never = async (signal: AbortSignal) => pause(60_000, undefined, { signal });

describe('what is done side by side', () => {
  it('ends with what each has found', async () => {
    const found = together(
      undefined,
      () => Promise.resolve(1),
      () => Promise.resolve('two'),
    );
    await expect(found).resolves.toEqual([1, 'two']);
  });

  it('fails with the first failure, once what was stopped because of it has ended', async () => {
    let ended = false;
    const failed = together(
      undefined,
      async (signal) => {
        await never(signal).catch(() => pause(50));
        ended = true;
        throw new Error('stopped');
      },
      () => Promise.reject(new Error('first')),
    );
    await expect(failed).rejects.toThrow('first');
    expect(ended).toBe(true);
  });

  it('is stopped from outside as well', async () => {
    const interruption = new AbortController();
    const stopped = together(interruption.signal, never, never);
    interruption.abort(new Error('enough'));
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  });
});
