import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cached';
import { run } from '../support/run';

/** systemd 252 and OpenSSL 3, as Amazon Linux 2023 has them. */
const SUITE = 'bookworm';

/** What a machine has, as far as the AMI has it too: no AWS CLI, no jq. */
const PACKAGES = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'udev',
  'cloud-init',
  'python3',
  'curl',
  'ca-certificates',
  'iproute2',
  'iptables',
  'procps',
  'docker.io',
  'busybox-static',
];

const NOT_NEEDED = ['/usr/share/man/*', '/usr/share/doc/*', '/usr/share/locale/*', '/usr/lib/modules/*'];

/** The root file system of all machines, which none of them writes to. */
export function rootFileSystem(say: (line: string) => void): Promise<string> {
  return cached('root', [SUITE, ...PACKAGES, ...NOT_NEEDED, process.arch], async (folder) => {
    say('Debian packages of the machines (once, about a minute)');
    // no archive is named: mmdebstrap takes Debian's own for the suite, its updates and security updates
    await run('mmdebstrap', [
      '--variant=minbase',
      '--mode=root',
      '--components=main',
      '--aptopt=APT::Install-Recommends "false"',
      ...NOT_NEEDED.map((path) => `--dpkgopt=path-exclude=${path}`),
      `--include=${PACKAGES.join(',')}`,
      SUITE,
      folder,
    ]);
    // systemd-nspawn brings its own
    readdirSync(join(folder, 'dev')).forEach((name) => rmSync(join(folder, 'dev', name), { recursive: true }));
    mkdirSync(join(folder, 'var/log/journal'), { recursive: true });
  });
}
