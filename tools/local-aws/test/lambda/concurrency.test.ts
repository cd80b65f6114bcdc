import { Concurrency } from '../../src/lambda/concurrency';

/** Work that goes on until it is told to end. */
function work() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = jest.fn(() => ended);
  return { run, end };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('concurrency', () => {
  it('holds back a function at its own limit, but no other', async () => {
    const concurrency = new Concurrency(10);
    const [first, second, other] = [work(), work(), work()];
    const all = [
      concurrency.run('a', 1, first.run),
      concurrency.run('a', 1, second.run),
      concurrency.run('b', 1, other.run),
    ];
    await settle();
    expect([first, second, other].map(({ run }) => run.mock.calls.length)).toEqual([1, 0, 1]);
    expect([concurrency.allows('a', 1), concurrency.allows('a', 2)]).toEqual([false, true]);
    first.end();
    await settle();
    expect(second.run).toHaveBeenCalledTimes(1);
    [second, other].forEach(({ end }) => end());
    await Promise.all(all);
    expect(concurrency.allows('a', 1)).toBe(true);
  });

  it('never runs more than the machine may', async () => {
    const concurrency = new Concurrency(2);
    const jobs = [work(), work(), work()];
    const all = jobs.map(({ run }, index) => concurrency.run(`fn${index}`, Infinity, run));
    await settle();
    expect(jobs.filter(({ run }) => run.mock.calls.length > 0)).toHaveLength(2);
    jobs.forEach(({ end }) => end());
    await Promise.all(all);
    expect(jobs.every(({ run }) => run.mock.calls.length === 1)).toBe(true);
  });

  it('frees the place of work that failed', async () => {
    const concurrency = new Concurrency(1);
    await expect(concurrency.run('a', 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(concurrency.run('a', 1, async () => 'yes')).resolves.toBe('yes');
  });
});
