/**
 * Prints why machines cannot be booted on this computer, and nothing if they can; with `--missing`, the Debian packages
 * that have to be installed first. It asks only for what can be told without installing anything, and needs nothing
 * that is installed or built: nx asks it as well, to know whether the tests can be other than they were.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What must be there, and the Debian package that brings it. */
const PROGRAMS = {
  'systemd-nspawn': 'systemd-container',
  mmdebstrap: 'mmdebstrap',
  openssl: 'openssl',
  ip: 'iproute2',
  nsenter: 'util-linux',
};

function obstacle() {
  if (process.platform !== 'linux') {
    return `it needs Linux, this is ${process.platform}`;
  }
  if (process.arch !== 'x64' && process.arch !== 'arm64') {
    return `it needs an x86 or ARM machine of 64 bits, this is ${process.arch}`;
  }
  if (process.getuid() !== 0) {
    return 'it needs root: it makes namespaces, mounts and control groups';
  }
  const missing = missingPackages();
  if (missing.length > 0 && !has('apt-get')) {
    return `it needs ${missing.join(', ')}, which it can install on Debian and Ubuntu only`;
  }
  const probe = spawnSync('unshare', ['--mount', '--net', 'sh', '-c', 'mount -t cgroup2 none /sys/fs/cgroup'], {
    encoding: 'utf8',
  });
  return probe.status === 0
    ? ''
    : `it needs to make namespaces and mounts, and may not: ${(probe.stderr || String(probe.error)).trim()}`;
}

function missingPackages() {
  return Object.entries(PROGRAMS)
    .filter(([program]) => !has(program))
    .map(([, name]) => name);
}

function has(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

console.log(process.argv[2] === '--missing' ? missingPackages().join('\n') : obstacle());
