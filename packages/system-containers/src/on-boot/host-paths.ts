import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostFile } from '@ecs-groundwork/instances';

/** Where things are on an instance. The files in `host` name the same paths; tests run them there. */
const PROGRAMS = '/opt/system-containers';
/** Which parameter holds the generations of this host. */
export const PARAMETER = '/etc/system-containers/parameter';
/** systemd applies it to every unit whose name begins so. */
const COMMON = '/etc/systemd/system/system-container-.service.d/common.conf';
/** Docker starts again whatever ends it, however often. */
const DOCKER = '/etc/systemd/system/docker.service.d/system-containers.conf';

const FOLDER = join(__dirname, '..', '..', 'host');
const COMMENT_OR_EMPTY = /^[ \t]*(#(?!!).*)?\n/gm;

/** What a container is called on an instance: the systemd unit, and the Docker container. */
export function hostName(containerName: string): string {
  return `system-container-${containerName}`;
}

/** In memory; systemd removes the directory that it lies in when the container ends. */
export function secretsPath(containerName: string): string {
  return `/run/${hostName(containerName)}/secrets`;
}

/** Likewise; the contents of a container's `files`. */
export function filesPath(containerName: string): string {
  return `/run/${hostName(containerName)}/files`;
}

/** The same for every container, so an instance has them once. */
export function programFiles(): Required<HostFile>[] {
  const files = [
    ...['containers.py', 'system-container.py', 'aws_calls.py'].map((name) => ({
      path: `${PROGRAMS}/${name}`,
      content: hostFile(name),
    })),
    { path: `${PROGRAMS}/aws-call`, content: hostFile('aws-call.sh') },
    { path: `${PROGRAMS}/converge`, content: hostFile('converge.py'), mode: '755' },
    { path: COMMON, content: hostFile('system-container.conf') },
    { path: DOCKER, content: hostFile('docker.conf') },
  ];
  return files.map((file) => ({ mode: '644', ...file }));
}

/** As it travels: without comments and empty lines. */
export function hostFile(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8').replace(COMMENT_OR_EMPTY, '').trimEnd();
}
