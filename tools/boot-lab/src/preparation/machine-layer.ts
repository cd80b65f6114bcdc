import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { cached } from './cached';
import { NAMES, makeCertificates } from './certificates';
import { PYTHON_TREE_PARTS, makePythonTree } from './python-tree';
import type { ImageParts } from '../aws/image';
import { GUEST } from '../paths';
import { run } from '../support/run';

const BUNDLE = 'etc/ssl/certs/ca-certificates.crt';
const GENERATORS = 'etc/systemd/system-generators';
const PYTHON_TREE = 'python.tar';
const UNITS = ['ecs.service', 'boot-lab-docker-events.service'];
/** What Debian starts besides, and nothing here depends on: disks, terminals, upkeep, a stage of cloud-init without modules. */
const NOT_NEEDED = [
  'apt-daily-upgrade.timer',
  'apt-daily.timer',
  'cloud-config.service',
  'cloud-init-hotplugd.socket',
  'dpkg-db-backup.timer',
  'e2scrub_all.timer',
  'e2scrub_reap.service',
  'fstrim.timer',
  'getty.target',
  'systemd-logind.service',
  'systemd-pstore.service',
];
/** Programs that systemd runs at its start and whenever it reads its units again, for what no machine has. */
const GENERATORS_NOT_NEEDED = [
  ...['cryptsetup', 'debug', 'fstab', 'getty', 'gpt-auto', 'hibernate-resume', 'integritysetup', 'rc-local', 'run'],
  ...['system-update', 'sysv', 'veritysetup'],
].map((name) => `systemd-${name}-generator`);

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
    [basename(dirname(root)), ...NAMES, ...PYTHON_TREE_PARTS, ...NOT_NEEDED, ...GENERATORS_NOT_NEEDED, ...contents],
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
  await run('systemctl', [`--root=${files}`, '--quiet', 'mask', ...NOT_NEEDED]);
  mkdirSync(join(files, GENERATORS));
  GENERATORS_NOT_NEEDED.forEach((name) => symlinkSync('/dev/null', join(files, GENERATORS, name)));
  // nobody else is there to be trusted, and every program that asks by HTTPS reads all of it
  mkdirSync(join(files, 'etc/ssl/certs'), { recursive: true });
  cpSync(join(certificates, 'ca.pem'), join(files, BUNDLE));
  await makePythonTree(join(folder, PYTHON_TREE), root, files);
}
