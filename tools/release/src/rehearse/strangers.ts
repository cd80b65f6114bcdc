import { join } from 'node:path';
import type { Registries } from '../registries';
import { PythonConsumer } from '../verify/consumers/python-consumer';
import { TypeScriptConsumer } from '../verify/consumers/typescript-consumer';

/** What somebody gets who has never heard of versions. */
export interface Installed {
  readonly npm: Readonly<Record<string, string>>;
  readonly python: Readonly<Record<string, string>>;
}

/** Installs packages by their names alone, outside the repository, from what was published. */
export async function strangersInstall(
  world: Registries,
  packages: readonly string[],
  folder: string,
  root: string,
  signal: AbortSignal,
): Promise<Installed> {
  const options = (name: string) => ({
    folder: join(folder, name),
    root,
    packages: Object.fromEntries(packages.map((one) => [one, undefined])),
    signal,
  });
  const [npm, python] = await Promise.all([
    TypeScriptConsumer.install(world.npm, 'newest', options('typescript')),
    PythonConsumer.install(world.python, options('python')),
  ]);
  return { npm: await npm.installed(), python: await python.installed() };
}
