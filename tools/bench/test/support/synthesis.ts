import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { appFolder, appProgram, type Environment } from '../../src/repository';

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** The folder of what an app becomes. */
export function synthesise(build: (app: App) => void): string {
  const outdir = newFolder();
  const app = new App({ outdir });
  build(app);
  app.synth();
  return outdir;
}

/** The folder of what a reference app becomes, as it is built now. */
export function synthesiseApp(environment: Environment): string {
  const outdir = newFolder();
  execFileSync(process.execPath, [appProgram(environment)], {
    cwd: appFolder(environment),
    env: { ...process.env, CDK_OUTDIR: outdir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return outdir;
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
  folders.push(folder);
  return folder;
}
