import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root; the same number of folders above `src` and `lib`. */
export const ROOT = join(__dirname, '..', '..', '..');

/** The environments, each an app below `apps`. */
export const ENVIRONMENTS = ['acceptance', 'production'] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

/** The cloud assembly that `nx synth` wrote. */
export const assemblyOf = (environment: Environment) => join(ROOT, 'apps', environment, 'cdk.out');

/** The one that the environment's app in Python wrote. */
export const pythonAssemblyOf = (environment: Environment) => join(ROOT, 'apps', `${environment}-python`, 'cdk.out');

/** A program that npm installed. */
export const nodeProgram = (name: string) => join(ROOT, 'node_modules', '.bin', name);

/** A program of the Python environment that the project owns. */
export const pythonProgram = (name: string) =>
  join(ROOT, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin', name);

/** The interpreter that finds the packed packages beside it, as `nx build python` installs them. */
export const packagesPython = () =>
  join(ROOT, 'tools', 'python', '.venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');

/** The folders of all projects, relative to the root, which is the first. */
export function projectFolders(): string[] {
  const { workspaces } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { workspaces: string[] };
  const folders = [...workspaces, 'tools/python'].flatMap((pattern) =>
    pattern.endsWith('/*')
      ? readdirSync(join(ROOT, pattern.slice(0, -2))).map((name) => join(pattern.slice(0, -2), name))
      : pattern,
  );
  return ['.', ...folders.filter((folder) => existsSync(join(ROOT, folder, '.projen'))).sort()];
}
