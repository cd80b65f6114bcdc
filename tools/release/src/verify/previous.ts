import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../failure';
import type { CheckedFile } from '../publish/released';
import { ask } from '../publish/http';
import { pythonVersion } from '../build/guard';
import { pypiNameOf } from './consumers/python-consumer';

/** Where users get packages from. */
export interface PublicRegistries {
  readonly npm: string;
  /** The simple API of the Python index. */
  readonly simple: string;
}

/** The newest version of a package that is no pre-release, with its files as they were published. */
export interface LastPublished {
  readonly version: string;
  readonly npm: CheckedFile;
  readonly wheel: CheckedFile;
}

interface Packument {
  readonly 'dist-tags': Readonly<Record<string, string | undefined>>;
  readonly versions: Readonly<
    Record<string, { readonly dist: { readonly tarball: string; readonly integrity: string } } | undefined>
  >;
}

export interface Wanted {
  readonly npmName: string;
  /** @default - the newest that is no pre-release */
  readonly version?: string;
}

/** What users have now; nothing when the package was never published. */
export async function lastPublished(
  registries: PublicRegistries,
  wanted: Wanted,
  folder: string,
  signal?: AbortSignal,
): Promise<LastPublished | undefined> {
  const { npmName } = wanted;
  const address = `${registries.npm.replace(/\/*$/, '/')}${npmName.replace('/', '%2f')}`;
  const text = await ask('npm', address, { signal });
  const packument = text === undefined ? undefined : (JSON.parse(text) as Packument);
  const version = wanted.version ?? packument?.['dist-tags'].latest;
  const dist = version === undefined ? undefined : packument?.versions[version]?.dist;
  if (version === undefined) {
    return undefined;
  }
  if (!dist) {
    throw failure('PreviousMissing', `${npmName} ${version} is tagged, and npm has no such version: publish it first`);
  }
  const wheel = await findWheel(registries.simple, pypiNameOf(npmName), version, signal);
  const [npmFile, wheelFile] = await Promise.all([
    download(
      dist.tarball,
      (content) => `sha512-${hash('sha512', content, 'base64')}` === dist.integrity,
      folder,
      signal,
    ),
    download(wheel.url, (content) => hash('sha256', content, 'hex') === wheel.sha256, folder, signal),
  ]);
  return { version, npm: npmFile, wheel: wheelFile };
}

async function findWheel(simple: string, name: string, version: string, signal?: AbortSignal) {
  const address = `${simple.replace(/\/*$/, '/')}${name}/`;
  const page = (await ask('PyPI', address, { headers: { accept: 'text/html' }, signal })) ?? '';
  const start = `${name.replaceAll('-', '_')}-${pythonVersion(version)}-`;
  for (const [, url = '', file = '', sha256 = ''] of page.matchAll(
    /href="([^"]*?([^"/#]+\.whl))#sha256=([0-9a-f]{64})"/g,
  )) {
    if (file.startsWith(start)) {
      return { url: new URL(url, address).href, sha256 };
    }
  }
  throw failure('PublishedHalf', `npm has ${name} ${version} and PyPI has not: complete that release first`);
}

async function download(
  url: string,
  isIntact: (content: Buffer) => boolean,
  folder: string,
  signal?: AbortSignal,
): Promise<CheckedFile> {
  const reply = await fetch(url, { signal });
  const content = Buffer.from(await reply.arrayBuffer());
  if (!reply.ok || !isIntact(content)) {
    throw failure('DownloadFailed', `${url} answered ${reply.status}, and not with the file that the registry lists`);
  }
  const name = decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), content);
  return { path: join(folder, name), name, content };
}

function hash(algorithm: string, content: Buffer, encoding: 'base64' | 'hex'): string {
  return createHash(algorithm).update(content).digest(encoding);
}
