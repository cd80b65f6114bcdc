import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './paths.mjs';

const FILE = join(ROOT, 'node_modules', '.cache', 'ecs-groundwork', 'demo.json');

/** The local AWS that a demo with `--keep` left running in another terminal, if it still answers. */
export async function findKept() {
  try {
    const kept = JSON.parse(readFileSync(FILE, 'utf8'));
    process.kill(kept.pid, 0);
    await fetch(kept.url, { signal: AbortSignal.timeout(2000) });
    return kept;
  } catch {
    return undefined;
  }
}

/** Remembers the local AWS of this process until it ends. */
export function keep({ url, environment }) {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, JSON.stringify({ pid: process.pid, url, environment }), { mode: 0o600 });
  process.on('exit', () => rmSync(FILE, { force: true }));
}
