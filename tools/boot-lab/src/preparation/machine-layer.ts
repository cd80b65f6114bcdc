import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { cached } from './cached';
import { NAMES, makeCertificates } from './certificates';
import { PYTHON_TREE_PARTS, makePythonTree } from './python-tree';
import type { ImageParts } from '../aws/image';
import { GUEST } from '../paths';
import { run } from '../support/run';

const BUNDLE = 'etc/ssl/certs/ca-certificates.crt';
const PYTHON_TREE = 'python.tar';
const UNITS = ['ecs.service', 'boot-lab-docker-events.service'];

/** What all machines are made from. */
export interface MachineParts {
  /** Layers of the root file system, the topmost first, as overlayfs takes them. */
  readonly lower: string;
  readonly certificate: string;
  readonly key: string;
  /** Of what images are made. */
  readonly images: ImageParts;
}

/** The layer that makes a Debian system an instance: the agent's unit, the trust in those who play AWS. */
export async function machineParts(root: string): Promise<MachineParts> {
  const sources = readdirSync(GUEST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(GUEST, join(entry.parentPath, entry.name)))
    .sort();
  // the same for every clone of the same text
  const contents = sources.flatMap((path) => [path, readFileSync(join(GUEST, path))]);
  const layer = await cached(
    'layer',
    [basename(dirname(root)), ...NAMES, ...PYTHON_TREE_PARTS, ...contents],
    (folder) => makeLayer(folder, root),
  );
  return {
    lower: `${join(layer, 'files')}:${root}`,
    certificate: join(layer, 'certificates/server.pem'),
    key: join(layer, 'certificates/server.key'),
    images: { busybox: join(root, 'bin/busybox'), python: join(layer, PYTHON_TREE) },
  };
}

async function makeLayer(folder: string, root: string): Promise<void> {
  const [files, certificates] = ['files', 'certificates'].map((name) => join(folder, name));
  mkdirSync(certificates);
  await makeCertificates(certificates);
  cpSync(GUEST, files, { recursive: true });
  await run('chown', ['--recursive', 'root:root', files]);
  for (const unit of UNITS) {
    await run('systemctl', [`--root=${files}`, '--quiet', 'enable', unit]);
  }
  mkdirSync(join(files, 'etc/ssl/certs'), { recursive: true });
  const trusted = [join(root, BUNDLE), join(certificates, 'ca.pem')].map((path) => readFileSync(path, 'utf8'));
  writeFileSync(join(files, BUNDLE), trusted.join('\n'));
  await makePythonTree(join(folder, PYTHON_TREE), root, files);
}
