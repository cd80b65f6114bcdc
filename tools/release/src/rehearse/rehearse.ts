import { join } from 'node:path';
import type { Surroundings } from '../command';
import { startRegistries } from '../registries';
import { table } from '../report/table';
import { packageNames } from '../verify/packages';
import { ACTS } from './acts';
import { copyRepository } from './copy';
import { Stage } from './stage';
import { strangersInstall, type Installed } from './strangers';

/** Plays every act, prints what became of it, and in the end what was published and what strangers get. */
export async function rehearse(root: string, surroundings: Surroundings): Promise<void> {
  const { folder, signal, progress, print } = surroundings;
  progress('Copying the repository');
  const copy = await copyRepository(root, folder, signal);
  const world = await startRegistries(join(folder, 'world'));
  try {
    const stage = new Stage(surroundings, copy, world, join(root, 'apps'));
    for (const [index, act] of ACTS.entries()) {
      const started = Date.now();
      progress(act.title);
      const lines = await act.play(stage, copy);
      const seconds = ((Date.now() - started) / 1000).toFixed(0);
      print(
        table(
          [`${index + 1}.`, `${act.title} (${seconds} s)`],
          lines.map((line) => ['', line]),
        ),
      );
      print('');
    }
    progress('Installing as strangers do');
    const names = await packageNames(copy.root);
    const installed = await strangersInstall(world, names, await stage.newFolder('strangers'), copy.root, signal);
    print(await summary(names, copy.git, installed));
  } finally {
    await world.close();
  }
}

/** A row for each package: its tags, and what npm and pip install by its name alone. */
async function summary(
  names: readonly string[],
  git: (...args: string[]) => Promise<string>,
  installed: Installed,
): Promise<string> {
  const rows = await Promise.all(
    names.map(async (name) => {
      const tags = (await git('tag', '--list', `${name.split('/')[1] ?? name}@*`, '--sort=creatordate')).trim();
      const published = tags.split('\n').map((tag) => tag.split('@').at(-1) ?? '');
      return [name, published.join(', '), installed.npm[name] ?? 'nothing', installed.python[name] ?? 'nothing'];
    }),
  );
  return table(['package', 'published', 'npm install', 'pip install'], rows);
}
