import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';

/** What the tests of a file write, in one folder that goes after them. */
const FOLDER = mkdtempSync(join(tmpdir(), 'ecs-groundwork-tests-'));

afterAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
});

/** A folder of its own. */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(FOLDER, `${name}-`));
}

/** An app that leaves nothing behind: by itself each would synthesise into a new folder in the system's. */
export function newApp(): App {
  return new App({ outdir: join(FOLDER, 'cdk.out') });
}
