import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from 'boot-lab/lib/preparation/cached';
import { run } from 'boot-lab/lib/support/run';

const SUITE = 'bookworm';

/** What terraform-ecs installs, and what it needs beyond what a machine has. Its agent for logs is no Debian package. */
const INSTALLED = ['awscli', 'jq'];
const WITH_THEM = [
  'docutils-common',
  'groff-base',
  'libjq1',
  'libonig5',
  'libuchardet0',
  'python3-awscrt',
  'python3-colorama',
  'python3-dateutil',
  'python3-distro',
  'python3-docutils',
  'python3-jmespath',
  'python3-prompt-toolkit',
  'python3-pyasn1',
  'python3-roman',
  'python3-ruamel.yaml',
  'python3-ruamel.yaml.clib',
  'python3-wcwidth',
  'sgml-base',
  'xml-core',
];

export interface Packages {
  /** To be laid over a machine's root file system. */
  readonly layer: string;
  readonly count: number;
  readonly bytes: number;
}

/** The packages as files on a machine's disk. */
export async function packages(say: (line: string) => void): Promise<Packages> {
  const names = [...INSTALLED, ...WITH_THEM];
  const folder = await cached('bench-packages', [SUITE, ...names, process.arch], async (unfinished) => {
    say('Debian packages of the baseline (once, about a minute)');
    await download(unfinished, names);
  });
  const layer = join(folder, 'files');
  const files = readdirSync(join(layer, 'var/cache/bench'));
  const sizes = files.map((file) => statSync(join(layer, 'var/cache/bench', file)).size);
  return { layer, count: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function download(folder: string, names: readonly string[]): Promise<void> {
  const root = join(folder, 'root');
  await run('mmdebstrap', [
    '--variant=extract',
    '--mode=root',
    '--components=main',
    '--aptopt=APT::Install-Recommends "false"',
    '--skip=essential/unlink,cleanup/apt',
    `--include=${INSTALLED.join(',')}`,
    SUITE,
    root,
  ]);
  const archives = join(root, 'var/cache/apt/archives');
  const target = join(folder, 'files/var/cache/bench');
  mkdirSync(target, { recursive: true });
  readdirSync(archives)
    .filter((file) => file.endsWith('.deb') && names.includes(file.split('_')[0]))
    .forEach((file) => renameSync(join(archives, file), join(target, file)));
  rmSync(root, { recursive: true, force: true });
}
