import type { ChildProcess } from 'node:child_process';

/** Settles when the process is no more; its status, or nothing if a signal ended it. */
export function ended(child: ChildProcess): Promise<number | null> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => {
        child.once('exit', resolve);
        child.once('error', () => resolve(null));
      });
}
