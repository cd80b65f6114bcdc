import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../paths';

/**
 * A folder in the cache that is made once for each fingerprint of what it is made from. It appears when it is complete;
 * what older fingerprints left is removed.
 */
export async function cached(
  name: string,
  fingerprint: readonly (string | Buffer)[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256');
  fingerprint.forEach((part) => hash.update(part).update('\0'));
  const folder = join(CACHE, `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) {
    return folder;
  }
  mkdirSync(CACHE, { recursive: true });
  const unfinished = join(CACHE, `unfinished-${name}-${process.pid}`);
  try {
    mkdirSync(unfinished);
    await make(unfinished);
    readdirSync(CACHE)
      .filter((other) => other.startsWith(`${name}-`))
      .forEach((other) => rmSync(join(CACHE, other), { recursive: true, force: true }));
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}
