import { join } from 'node:path';
import type { Registries } from '../registries';
import { together } from '../together';
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
  const wanted = Object.fromEntries(packages.map((one) => [one, undefined]));
  const [npm, python] = await together(
    signal,
    async (either) =>
      TypeScriptConsumer.install(world.npm, 'newest', {
        folder: join(folder, 'typescript'),
        root,
        packages: wanted,
        signal: either,
      }),
    async (either) =>
      PythonConsumer.install(world.python, { folder: join(folder, 'python'), root, packages: wanted, signal: either }),
  );
  return { npm: await npm.installed(), python: await python.installed() };
}
