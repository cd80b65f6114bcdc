import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tar, type Entry } from './tar';
import type { StandIn } from './world';

/** What containers of stand-ins can call. */
const APPLETS =
  'sh ash awk basename cat chmod cp cut date dirname echo env false find grep head hostname httpd id ls mkdir mktemp mv nc ps ' +
  'printf pwd rm sed seq sleep sort tail tee test [ touch tr true uname wc wget whoami xargs';

/** Files of which images are made. */
export interface ImageParts {
  /** A static one of the machines' architecture. */
  readonly busybox: string;
  /** An archive with Python and what it needs. */
  readonly python: string;
}

const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';
const CONFIG_TYPE = 'application/vnd.docker.container.image.v1+json';
/** Not compressed: it has no way to go. */
const LAYER_TYPE = 'application/vnd.docker.image.rootfs.diff.tar';

export interface Blob {
  readonly digest: string;
  readonly type: string;
  readonly content: Buffer;
}

export interface Image {
  readonly manifest: Blob;
  readonly config: Blob;
  readonly layers: readonly Blob[];
}

/** An image as a registry has it: busybox, and what makes it a stand-in. */
export function buildImage(parts: ImageParts, standIn: StandIn = {}): Image {
  const layers = [
    ...(standIn.python ? [readFileSync(parts.python)] : []),
    tar([...busyboxTree(readFileSync(parts.busybox)), ...scripts(standIn.scripts ?? {})]),
  ].map((archive) => blob(LAYER_TYPE, archive));
  const config = blob(
    CONFIG_TYPE,
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { Entrypoint: standIn.entrypoint, Cmd: standIn.command ?? ['sh'], Env: ['PATH=/bin:/usr/bin'] },
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
      history: layers.map(() => ({ created: '2026-01-01T00:00:00Z' })),
      created: '2026-01-01T00:00:00Z',
    }),
  );
  const reference = ({ type, digest, content }: Blob) => ({ mediaType: type, size: content.length, digest });
  const manifest = blob(
    MANIFEST_TYPE,
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      config: reference(config),
      layers: layers.map(reference),
    }),
  );
  return { manifest, config, layers };
}

function busyboxTree(busybox: Buffer): Entry[] {
  return [
    ...['bin', 'etc', 'proc', 'sys', 'dev', 'run'].map((path) => ({ path, folder: true })),
    { path: 'tmp', folder: true, mode: 0o1777 },
    { path: 'bin/busybox', mode: 0o755, content: busybox },
    ...APPLETS.split(' ').map((name) => ({ path: `bin/${name}`, linkTo: 'busybox' })),
    { path: 'etc/passwd', content: 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' },
    { path: 'etc/group', content: 'root:x:0:\nnobody:x:65534:\n' },
  ];
}

function scripts(files: Readonly<Record<string, string>>): Entry[] {
  return Object.entries(files).map(([path, content]) => ({ path: path.slice(1), mode: 0o755, content }));
}

function blob(type: string, data: string | Buffer): Blob {
  const content = Buffer.from(data);
  return { digest: `sha256:${createHash('sha256').update(content).digest('hex')}`, type, content };
}
