import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from 'command-line/lib/command';

/** Before anything is measured, not after. */
export function checkFolder(json: string | undefined): void {
  if (json !== undefined && !existsSync(dirname(resolve(json)))) {
    throw new UsageError(`--json must name a file in a folder that is there, got '${json}'.`);
  }
}
