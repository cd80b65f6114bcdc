import { execFileSync } from 'node:child_process';
import { OBSTACLE } from '../paths';

/** Why machines cannot be booted here; nothing if they can. */
export function obstacle(): string | undefined {
  return ask()[0];
}

/** Debian packages that have to be installed first. */
export function missingPackages(): string[] {
  return ask('--missing');
}

/** The lines of its answer. */
function ask(...args: readonly string[]): string[] {
  const answer = execFileSync(process.execPath, [OBSTACLE, ...args], { encoding: 'utf8' });
  return answer.split('\n').filter((line) => line !== '');
}
