import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root; the same number of folders above `src` and `lib`. */
export const ROOT = join(__dirname, '..', '..', '..');

/** The environments, each an app below `apps`. */
export const ENVIRONMENTS = ['acceptance', 'production'] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

/** An environment's app. */
export const appFolder = (environment: Environment) => join(ROOT, 'apps', environment);

/** What the app is started from. */
export function appProgram(environment: Environment): string {
  const script = join(appFolder(environment), 'lib', 'main.js');
  if (!existsSync(script)) {
    throw new Error(`${script} is missing: run 'npx nx build bench' first.`);
  }
  return script;
}
