import { readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pythonVersion } from '../build/guard';
import type { Surroundings } from 'command-line/lib/command';
import type { Git } from '../git';
import { newest } from '../plan/versions';
import { startRegistries } from '../registries';
import { COLUMNS, table, wrap } from '../report/table';
import { readTemplates } from '../verify/consumers/templates';
import { packageNames } from '../verify/packages';
import { ACTS } from './acts';
import { copyRepository } from './copy';
import { expect, Stage } from './stage';
import { strangersInstall, type Installed } from './strangers';

const INDENT = '  ';

/** Plays every act, prints what became of it, and in the end what was published and what strangers get. */
export async function rehearse(root: string, surroundings: Surroundings): Promise<void> {
  const { folder, signal, progress, print } = surroundings;
  const began = Date.now();
  await checkSynthesised(join(root, 'apps'));
  progress('Copying the repository, and starting an npm registry and a Python index');
  const copy = await copyRepository(root, folder, signal);
  const world = await startRegistries(join(folder, 'world'));
  try {
    for (const [index, act] of ACTS.entries()) {
      const started = Date.now();
      const where = `Act ${index + 1} of ${ACTS.length}`;
      progress(`${where}: ${act.title}`);
      const now = (text: string) => progress(`${where}: ${text}`);
      const own = { ...surroundings, folder: join(folder, `act-${index + 1}`), progress: now };
      const stage = new Stage(own, copy, world, join(root, 'apps'));
      const lines = await act.play(stage, copy).catch((error: unknown) => {
        if (!signal.aborted) {
          print(`${where}: ${act.title}: failed after ${secondsSince(started)}`);
        }
        throw error;
      });
      print(`${where}: ${act.title} (${secondsSince(started)})`);
      print(
        `${lines.flatMap((line) => wrap(line, COLUMNS - INDENT.length).map((one) => `${INDENT}${one}`)).join('\n')}\n`,
      );
    }
    progress('Installing as strangers do, by the names alone');
    const names = await packageNames(copy.root);
    const strangers = join(folder, 'strangers');
    const installed = await strangersInstall(world, names, strangers, copy.root, signal);
    print(await summary(names, copy.git, installed));
    print(`\nAll ${ACTS.length} acts ended as they should, in ${secondsSince(began)}.`);
  } finally {
    await world.close();
  }
}

/** Before anything that takes long: what the first act compares with is missing where nobody has made it yet. */
async function checkSynthesised(apps: string): Promise<void> {
  for (const name of await readdir(apps)) {
    if (existsSync(join(apps, name, 'package.json'))) {
      await readTemplates(join(apps, name, 'cdk.out'));
    }
  }
}

/** A row for each package: its tags, and what npm and pip install by its name alone, which must be the newest. */
async function summary(names: readonly string[], git: Git, installed: Installed): Promise<string> {
  const rows = await Promise.all(
    names.map(async (name) => {
      const tags = (await git('tag', '--list', `${name.split('/')[1] ?? name}@*`, '--sort=creatordate')).trim();
      const published = tags.split('\n').map((tag) => tag.split('@').at(-1) ?? '');
      const [npm = 'nothing', python = 'nothing'] = [installed.npm[name], installed.python[name]];
      const last = newest(published) ?? '';
      expect(npm === last, `a stranger should get ${name} ${last} from npm, and got ${npm}`);
      expect(python === pythonVersion(last), `a stranger should get ${name} ${last} from PyPI, and got ${python}`);
      return [name, published.join(', '), npm, python];
    }),
  );
  return table(['package', 'published', 'npm install', 'pip install'], rows);
}

const secondsSince = (started: number) => `${((Date.now() - started) / 1000).toFixed(0)} s`;
