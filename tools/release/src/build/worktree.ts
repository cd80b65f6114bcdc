import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gitIn, type Git } from '../git';
import { bundledNames } from './bundled';
import type { Source } from './sources';
import { stamp, type StampedManifest } from './stamp';

/** Where npm links the packages of the repository. */
const SCOPE = '@ecs-groundwork';

/**
 * Runs `work` in a worktree of the commit with the packages stamped, and takes it away again, also when `work` fails.
 * Tools come from the repository's own `node_modules` and virtual environment; packages from the worktree.
 */
export async function inWorktree<Result>(
  git: Git,
  commit: string,
  sources: readonly Source[],
  folder: string,
  work: (root: string) => Promise<Result>,
): Promise<Result> {
  // ended programs of an earlier run may have left the record of a worktree that is gone
  await git('worktree', 'prune');
  await git('worktree', 'add', '--quiet', '--detach', folder, commit);
  try {
    await linkTools(git.root, folder, sources);
    for (const source of sources) {
      await placeSource(folder, source);
      await copyBundled(git.root, folder, source);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    // without the signal: it is also how an interrupted run ends
    await gitIn(git.root)('worktree', 'prune');
  }
}

async function linkTools(root: string, worktree: string, sources: readonly Source[]): Promise<void> {
  const modules = join(worktree, 'node_modules');
  await mkdir(join(modules, SCOPE), { recursive: true });
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name === SCOPE) {
      continue;
    }
    if (!name.startsWith('@')) {
      await symlink(join(root, 'node_modules', name), join(modules, name));
      continue;
    }
    await mkdir(join(modules, name));
    for (const one of await readdir(join(root, 'node_modules', name))) {
      await symlink(join(root, 'node_modules', name, one), join(modules, name, one));
    }
  }
  for (const source of sources) {
    await symlink(join(worktree, 'packages', source.package), join(modules, ...source.npmName.split('/')));
    const own = join('packages', source.package, 'node_modules');
    if (existsSync(join(root, own))) {
      await mkdir(join(worktree, 'packages', source.package), { recursive: true });
      await symlink(join(root, own), join(worktree, own));
    }
  }
  if (existsSync(join(root, '.venv'))) {
    await symlink(join(root, '.venv'), join(worktree, '.venv'));
  }
}

/**
 * What is bundled has to lie in the worktree, not behind a link: esbuild writes where each file really was, and a path
 * of this machine must not be published.
 */
async function copyBundled(root: string, worktree: string, source: Source): Promise<void> {
  for (const name of await bundledNames(join(worktree, 'packages', source.package), join(root, 'node_modules'))) {
    const [from, to] = [join(root, 'node_modules', name), join(worktree, 'node_modules', name)];
    await rm(to, { force: true, recursive: true });
    await cp(from, to, { recursive: true });
  }
}

async function placeSource(worktree: string, source: Source): Promise<void> {
  const folder = join('packages', source.package);
  if (source.tag !== undefined) {
    const git = gitIn(worktree);
    await git('restore', `--source=refs/tags/${source.tag}`, '--staged', '--worktree', '--', folder);
  }
  const path = join(worktree, folder, 'package.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as StampedManifest;
  await rm(path); // projen writes it read-only
  await writeFile(path, `${JSON.stringify(stamp(manifest, source), undefined, 2)}\n`);
}
