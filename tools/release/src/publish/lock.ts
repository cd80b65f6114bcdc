import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { failure } from '../failure';
import type { Git } from '../git';

/** Shared by all worktrees of a repository, and pushed by nobody. */
const REF = 'refs/ecs-groundwork/release-lock';
const NOTHING = '0'.repeat(40);
const LOOK_AGAIN_MILLISECONDS = 500;

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly what: string;
}

export interface LockOptions {
  /** One that no interruption stops: the lock is given back in any case. */
  readonly git: Git;
  /** For a file of this run. */
  readonly folder: string;
  /** What is going on, for whoever waits. */
  readonly what: string;
  /** How long to wait for another release. */
  readonly waitMilliseconds: number;
  readonly say: (text: string) => void;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly isAlive?: (pid: number) => boolean;
}

/**
 * One release at a time in a repository: another waits, and gives up in the end. The lock is a ref, as git changes one
 * only if it still holds what was read: of two that find the lock of a process that has died, one gets it.
 */
export async function withLock<T>(options: LockOptions, work: () => Promise<T>): Promise<T> {
  const { git } = options;
  const mine = await store(git, options.folder, { pid: process.pid, host: hostname(), what: options.what });
  for (let waited = 0; !(await take(mine, options)); waited += LOOK_AGAIN_MILLISECONDS) {
    const holder = await read(git);
    if (waited >= options.waitMilliseconds) {
      const who = holder ? `${holder.what} (process ${holder.pid} on ${holder.host})` : 'another release';
      throw failure(
        'ReleaseRunning',
        `${who} has not ended within ${options.waitMilliseconds / 1000} s: run this again when it has; ` +
          `if nothing runs any more, 'git update-ref -d ${REF}'`,
      );
    }
    options.say(`Waiting for ${holder?.what ?? 'another release'} to end`);
    await options.pause(LOOK_AGAIN_MILLISECONDS);
  }
  try {
    return await work();
  } finally {
    await git.maybe('update-ref', '-d', REF, mine);
  }
}

async function take(mine: string, { git, isAlive = alive }: LockOptions): Promise<boolean> {
  const current = (await git.maybe('rev-parse', '--verify', '--quiet', REF))?.trim();
  const holder = current && (await read(git, current));
  if (holder && (holder.host !== hostname() || isAlive(holder.pid))) {
    return false;
  }
  return (await git.maybe('update-ref', REF, mine, current ?? NOTHING)) !== undefined;
}

async function read(git: Git, object = REF): Promise<Holder | undefined> {
  const text = await git.maybe('cat-file', 'blob', object);
  return text === undefined ? undefined : (JSON.parse(text) as Holder);
}

/** As an object of git's; two never are the same. */
async function store(git: Git, folder: string, holder: Holder): Promise<string> {
  const file = join(folder, 'release-lock.json');
  await writeFile(file, JSON.stringify({ ...holder, nonce: randomUUID() }));
  return (await git('hash-object', '-w', file)).trim();
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
