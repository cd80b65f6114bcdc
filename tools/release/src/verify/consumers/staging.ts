import { createHash } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { failure } from '../../failure';
import { run } from '../../process';
import type { Registries } from '../../registries';
import type { CheckedFile } from '../../publish/released';

interface Manifest {
  readonly name: string;
  readonly version: string;
}

/** Puts a package file into the local npm registry, as it is. */
export async function stageNpm({ npm }: Registries, file: CheckedFile, latest: boolean): Promise<void> {
  const manifest = JSON.parse(await manifestText(file.path)) as Manifest;
  const { name, version } = manifest;
  const tarball = `${basename(name)}-${version}.tgz`;
  const digest = (algorithm: string, encoding: 'hex' | 'base64') =>
    createHash(algorithm).update(file.content).digest(encoding);
  const dist = {
    integrity: `sha512-${digest('sha512', 'base64')}`,
    shasum: digest('sha1', 'hex'),
    tarball: `${npm.url}${name}/-/${tarball}`,
  };
  const document = {
    _id: name,
    name,
    'dist-tags': { [latest ? 'latest' : 'previous']: version },
    versions: { [version]: { ...manifest, _id: `${name}@${version}`, dist } },
    _attachments: {
      [`${name}-${version}.tgz`]: {
        content_type: 'application/octet-stream',
        data: file.content.toString('base64'),
        length: file.content.length,
      },
    },
  };
  const reply = await fetch(`${npm.url}${name.replace('/', '%2f')}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${npm.token}` },
    body: JSON.stringify(document),
  });
  if (!reply.ok) {
    throw failure('StagingFailed', `verdaccio did not take ${file.name}: ${reply.status} ${await reply.text()}`);
  }
}

/** Puts a wheel into the local Python index, as it is. */
export async function stageWheel({ python }: Registries, file: CheckedFile): Promise<void> {
  await copyFile(file.path, join(python.folder, file.name));
}

export async function manifestText(tarball: string): Promise<string> {
  return run('tar', ['-xzOf', tarball, 'package/package.json'], { cwd: process.cwd() });
}
