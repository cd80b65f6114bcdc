import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitIn } from '../../src/git';
import { withLock, type LockOptions } from '../../src/publish/lock';

describe('one release at a time', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
    execFileSync('git', ['init', '--quiet', folder]);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const options = (given: Partial<LockOptions> = {}): LockOptions => ({
    git: gitIn(folder),
    folder,
    what: 'the release of network@0.1.1',
    waitMilliseconds: 1_000,
    say: () => undefined,
    pause: () => Promise.resolve(),
    ...given,
  });

  test('another waits until the first has ended', async () => {
    const order: string[] = [];
    let end = (): void => undefined;
    const first = withLock(options(), async () => {
      order.push('first begins');
      await new Promise<void>((resolve) => (end = resolve));
      order.push('first ends');
    });
    while (order.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const said: string[] = [];
    const pause = () => {
      end();
      return new Promise<void>((resolve) => setTimeout(resolve, 50));
    };
    await withLock(options({ waitMilliseconds: 60_000, say: (text) => said.push(text), pause }), () => {
      order.push('second');
      return Promise.resolve();
    });
    await first;
    expect(order).toEqual(['first begins', 'first ends', 'second']);
    expect(said[0]).toBe('Waiting for the release of network@0.1.1 to end');
  });

  test('fails when the first does not end', async () => {
    await withLock(options(), async () => {
      await expect(withLock(options(), () => Promise.resolve())).rejects.toThrow(
        /^ReleaseRunning: the release of network@0\.1\.1 \(process \d+ on .+\) has not ended within 1 s: run this again when it has; if nothing runs any more, 'git update-ref -d refs\/ecs-groundwork\/release-lock'$/,
      );
    });
  });

  test('is not held up by a release that has died', async () => {
    await withLock(options(), async () => {
      const other = options({ isAlive: () => false });
      expect(await withLock(other, () => Promise.resolve('done'))).toBe('done');
    });
  });

  test('is given back when the release fails', async () => {
    await expect(withLock(options(), () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(await withLock(options(), () => Promise.resolve('done'))).toBe('done');
  });
});
