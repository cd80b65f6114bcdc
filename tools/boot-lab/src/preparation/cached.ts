import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../paths';

/** Other clones may use what this one does not; what nobody has used for so long goes. */
const DAYS_UNUSED = 30;
const MADE = 'made';
const UNFINISHED = 'unfinished-';
const DAY = 86_400_000;

/**
 * A folder in the cache that is made once for each fingerprint of what it is made from, and appears when it is complete.
 * Several processes may ask for the same at once: the first that is ready wins.
 */
export async function cached(
  name: string,
  fingerprint: readonly (string | Buffer)[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256');
  fingerprint.forEach((part) => hash.update(part).update('\0'));
  const folder = join(CACHE, `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true });
    await makeAside(folder, make);
  }
  const now = new Date();
  utimesSync(folder, now, now);
  removeUnused(now.getTime());
  // a folder in it: somebody may have mounted that, which must not change
  return join(folder, MADE);
}

async function makeAside(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const unfinished = mkdtempSync(join(CACHE, UNFINISHED));
  try {
    mkdirSync(join(unfinished, MADE));
    await make(join(unfinished, MADE));
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) {
      throw error;
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** What was begun and left by a process that was killed is old after a day. */
function removeUnused(now: number): void {
  readdirSync(CACHE)
    .filter((name) => name !== 'runs')
    .map((name) => ({ path: join(CACHE, name), days: name.startsWith(UNFINISHED) ? 1 : DAYS_UNUSED }))
    .filter(({ path, days }) => existsSync(path) && now - statSync(path).mtimeMs > days * DAY)
    .forEach(({ path }) => rmSync(path, { recursive: true, force: true }));
}
