import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostFile } from '@ecs-groundwork/instances';

/** Where things are on an instance. The files in `host` name the same paths; tests run them there. */
const PROGRAMS = '/opt/system-containers';
/** systemd applies it to every unit whose name begins so. */
const COMMON = '/etc/systemd/system/system-container-.service.d/common.conf';

const FOLDER = join(__dirname, '..', '..', 'host');
const COMMENT_OR_EMPTY = /^[ \t]*(#(?!!).*)?\n/gm;

/** What a container is called on an instance: the systemd unit, and the Docker container. */
export function hostName(containerName: string): string {
  return `system-container-${containerName}`;
}

export function specPath(containerName: string): string {
  return `/etc/system-containers/${containerName}.json`;
}

/** In memory; systemd removes the directory that it lies in when the container ends. */
export function secretsPath(containerName: string): string {
  return `/run/${hostName(containerName)}/secrets`;
}

/** The same for every container, so an instance has them once. */
export function commonFiles(): HostFile[] {
  return [
    { path: `${PROGRAMS}/system-container.py`, content: hostFile('system-container.py') },
    { path: COMMON, content: hostFile('system-container.conf') },
  ];
}

/** Only for containers that need something from AWS before they start: user data is short. */
export function awsFiles(): HostFile[] {
  return [
    { path: `${PROGRAMS}/aws_calls.py`, content: hostFile('aws_calls.py') },
    { path: `${PROGRAMS}/aws-call`, content: hostFile('aws-call.sh') },
  ];
}

/** As it travels: without comments and empty lines. */
function hostFile(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8').replace(COMMENT_OR_EMPTY, '').trimEnd();
}
