import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { CACHE } from '../paths';

const RUNS = join(CACHE, 'runs');

/** Where a machine of this process has its files. Containers that share the cache have process ids of their own. */
export function runFolder(name: string): string {
  return join(RUNS, `${hostname()}-${process.pid}-${name}`);
}

/** Removes folders of machines whose process was killed together with those that would have removed them. */
export function sweepRuns(): void {
  mkdirSync(RUNS, { recursive: true });
  const own = `${hostname()}-`;
  readdirSync(RUNS)
    .filter((name) => name.startsWith(own) && !isAlive(Number.parseInt(name.slice(own.length), 10)))
    .forEach((name) => rmSync(join(RUNS, name), { recursive: true, force: true }));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
