import { Places } from '../../src/support/places';

describe('places', () => {
  it('let in so many at a time, in order', async () => {
    const places = new Places(2);
    const log: string[] = [];
    const finish: (() => void)[] = [];
    const work = ['a', 'b', 'c'].map((name) =>
      places.run(async () => {
        log.push(name);
        await new Promise<void>((resolve) => finish.push(resolve));
      }),
    );
    expect(log).toEqual(['a', 'b']);
    finish[0]();
    await work[0];
    await Promise.resolve();
    expect(log).toEqual(['a', 'b', 'c']);
    finish.slice(1).forEach((resolve) => resolve());
    await Promise.all(work);
  });

  it('are given on by work that fails', async () => {
    const places = new Places(1);
    await expect(places.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(places.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});
