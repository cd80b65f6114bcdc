import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root; the same number of folders above `src` and `lib`. */
export const ROOT = join(__dirname, '..', '..', '..');

/** The environments, each an app below `apps`. */
export const ENVIRONMENTS = ['acceptance', 'production'] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

/** An environment's app. */
export const appFolder = (environment: Environment) => join(ROOT, 'apps', environment);

/** Its twin in Python. */
export const pythonAppFolder = (environment: Environment) => join(ROOT, 'apps', `${environment}-python`);

/** The interpreter that finds the packed packages beside it. */
export function packagesPython(): string {
  const folder = join(ROOT, 'tools', 'python', '.venv');
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  if (!existsSync(python)) {
    throw new Error(`${python} is missing: run 'npx nx build bench' first.`);
  }
  return python;
}

/** What the app is started from. */
export function appProgram(environment: Environment): string {
  const script = join(appFolder(environment), 'lib', 'main.js');
  if (!existsSync(script)) {
    throw new Error(`${script} is missing: run 'npx nx build bench' first.`);
  }
  return script;
}
