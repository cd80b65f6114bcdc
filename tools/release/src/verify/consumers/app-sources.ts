import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from '../../git';
import { run } from '../../process';
import { SCOPE } from '../../registries/npm-registry-configuration';

/** A reference environment's app in the repository. */
export interface AppSource {
  /** The environment: `acceptance`. */
  readonly environment: string;
  readonly folder: string;
  /** What it is started with: `node lib/main.js`, `python3 app.py`. */
  readonly command: string;
  readonly language: 'typescript' | 'python';
  /** Those of ours that the environment is made of, by their names on npm. */
  readonly packages: readonly string[];
}

const PYTHON_SUFFIX = '-python';

/** The apps as they are at a commit, in a folder of their own outside the repository. */
export async function appSources(git: Git, commit: string, folder: string): Promise<AppSource[]> {
  await mkdir(folder, { recursive: true });
  const archive = join(folder, 'apps.tar');
  await git('archive', '--format=tar', `--output=${archive}`, commit, 'apps');
  await run('tar', ['-xf', archive], { cwd: folder });
  const names = (await readdir(join(folder, 'apps'))).sort();
  const apps = await Promise.all(names.map((name) => readApp(name, join(folder, 'apps'))));
  return apps.flatMap((app) => app ?? []);
}

async function readApp(name: string, apps: string): Promise<AppSource | undefined> {
  const folder = join(apps, name);
  const environment = name.endsWith(PYTHON_SUFFIX) ? name.slice(0, -PYTHON_SUFFIX.length) : name;
  const manifest = join(apps, environment, 'package.json');
  if (!existsSync(join(folder, 'cdk.json')) || !existsSync(manifest)) {
    return undefined;
  }
  const { app: command } = JSON.parse(await readFile(join(folder, 'cdk.json'), 'utf8')) as { app: string };
  const { dependencies = {} } = JSON.parse(await readFile(manifest, 'utf8')) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  const packages = Object.keys(dependencies).filter((dependency) => dependency.startsWith(`${SCOPE}/`));
  return { environment, folder, command, packages, language: environment === name ? 'typescript' : 'python' };
}
