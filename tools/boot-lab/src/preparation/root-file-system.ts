import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cached';
import { run } from '../support/run';

/** systemd 252 and OpenSSL 3, as Amazon Linux 2023 has them. */
const SUITE = 'bookworm';
/**
 * Amazon Linux 2023 has Docker 25. Bookworm has 20, which has older log drivers and no `--health-start-interval`; the
 * release after it has 26, which needs nothing else from there.
 */
const DOCKER_SUITE = 'trixie';
const DOCKER_PACKAGES = ['docker.io', 'docker-cli', 'containerd'];

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
  'busybox-static',
  ...DOCKER_PACKAGES,
];

const PREFERENCES = [...pin('*', 1), '', ...pin(DOCKER_PACKAGES.join(' '), 990)];

/**
 * Commands for mmdebstrap, which names the new root as their first argument. The second suite is where it has put the
 * first one, with the same keys, and what it has is only taken where it is asked for.
 */
const SETUP = [
  `sed -n 's/ ${SUITE} main$/ ${DOCKER_SUITE} main/p' "$1/etc/apt/sources.list" >"$1/etc/apt/sources.list.d/docker.list"`,
  `printf '%s\\n' ${PREFERENCES.map((line) => `'${line}'`).join(' ')} >"$1/etc/apt/preferences.d/docker"`,
];

const NOT_NEEDED = ['/usr/share/man/*', '/usr/share/doc/*', '/usr/share/locale/*', '/usr/lib/modules/*'];

/** The root file system of all machines, which none of them writes to. */
export function rootFileSystem(say: (line: string) => void): Promise<string> {
  const fingerprint = [SUITE, ...PACKAGES, ...SETUP, ...NOT_NEEDED, process.arch];
  return cached('root', fingerprint, async (folder) => {
    say('Debian packages of the machines (once, about a minute)');
    // no archive is named: mmdebstrap takes Debian's own for the suite, its updates and security updates
    await run('mmdebstrap', [
      '--variant=minbase',
      '--mode=root',
      '--components=main',
      '--aptopt=APT::Install-Recommends "false"',
      ...NOT_NEEDED.map((path) => `--dpkgopt=path-exclude=${path}`),
      ...SETUP.map((command) => `--setup-hook=${command}`),
      `--include=${PACKAGES.join(',')}`,
      SUITE,
      folder,
    ]);
    // systemd-nspawn brings its own
    readdirSync(join(folder, 'dev')).forEach((name) => rmSync(join(folder, 'dev', name), { recursive: true }));
    mkdirSync(join(folder, 'var/log/journal'), { recursive: true });
  });
}

function pin(packages: string, priority: number): string[] {
  return [`Package: ${packages}`, `Pin: release n=${DOCKER_SUITE}`, `Pin-Priority: ${priority}`];
}
