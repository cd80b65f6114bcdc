import { appendFile, copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gitIn, type Git } from '../git';
import { run } from '../process';

const AUTHOR = { name: 'Rehearsal', email: 'rehearsal@invalid' };

/** Kept by rosetta beside a package's sources, ignored by git: what is there need not be translated once more. */
const TRANSLATIONS = '.jsii.tabl.json';

/** A repository of its own, with the files of this one and a history that is made up. */
export interface Copy {
  readonly root: string;
  readonly git: Git;
  /** The bare repository that tags are pushed to. */
  readonly remote: string;
  /** Commits a change; `edit` gets a file's text. */
  change(message: string, edits: Readonly<Record<string, (text: string) => string>>): Promise<void>;
  /** Takes the last commit back. */
  undo(): Promise<void>;
}

/**
 * Copies what git would commit here, changed or not, and begins a history with it: a commit for each package. Installed
 * tools are shared with the repository, and nothing is written to it.
 */
export async function copyRepository(from: string, folder: string, signal: AbortSignal): Promise<Copy> {
  const root = join(folder, 'repository');
  const remote = join(folder, 'remote.git');
  await run('git', ['init', '--quiet', '--bare', remote], { cwd: folder, signal });
  await run('git', ['init', '--quiet', '--initial-branch=main', root], { cwd: folder, signal });
  const git = gitIn(root, signal);
  const settings = {
    ...prefixed('user', AUTHOR),
    'commit.gpgSign': 'false',
    'tag.gpgSign': 'false',
    'core.hooksPath': '/dev/null',
  };
  for (const [name, value] of Object.entries(settings)) {
    await git('config', name, value);
  }
  await appendFile(join(root, '.git', 'info', 'exclude'), '/node_modules\n/.venv\n/packages/*/node_modules\n');
  await git(`--work-tree=${from}`, 'add', '--all');
  await git('checkout-index', '--all');
  await shareTools(from, root);
  await git('rm', '--quiet', '-r', '--cached', 'packages');
  await git('commit', '--quiet', '--message', 'chore: the repository');
  for (const name of (await readdir(join(root, 'packages'))).sort()) {
    const { description } = JSON.parse(await readFile(join(root, 'packages', name, 'package.json'), 'utf8')) as {
      description: string;
    };
    await git('add', join('packages', name));
    await git('commit', '--quiet', '--message', `feat(${name}): ${description}`);
  }
  return {
    root,
    git,
    remote,
    async change(message, edits) {
      for (const [file, edit] of Object.entries(edits)) {
        const path = join(root, file);
        await writeFile(path, edit(existsSync(path) ? await readFile(path, 'utf8') : ''));
      }
      await git('add', ...Object.keys(edits));
      await git('commit', '--quiet', '--message', message);
    },
    async undo() {
      await git('reset', '--quiet', '--hard', 'HEAD~1');
    },
  };
}

async function shareTools(from: string, to: string): Promise<void> {
  for (const name of ['node_modules', '.venv']) {
    await symlink(join(from, name), join(to, name));
  }
  for (const name of await readdir(join(to, 'packages'))) {
    const [source, target] = [join(from, 'packages', name), join(to, 'packages', name)];
    await mkdir(target, { recursive: true });
    if (existsSync(join(source, 'node_modules'))) {
      await symlink(join(source, 'node_modules'), join(target, 'node_modules'));
    }
    if (existsSync(join(source, TRANSLATIONS))) {
      await copyFile(join(source, TRANSLATIONS), join(target, TRANSLATIONS));
    }
  }
}

const prefixed = (prefix: string, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]));
