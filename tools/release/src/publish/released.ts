import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../failure';
import { RELEASE_FILE, type Artifact, type ArtifactKind, type BuiltRelease } from '../model';

/** Beside `release.json`, written by `verify`: the files it has verified, by their checksums. */
export const VERIFIED_FILE = 'verified.json';

export interface Verified {
  readonly version: string;
  /** SHA-256 by file, as in `release.json`. */
  readonly files: Readonly<Record<string, string>>;
}

/** A built release and the folder of its files. */
export interface Released {
  readonly folder: string;
  readonly release: BuiltRelease;
}

/** A file that is published, with its content in memory: what was checked is what is sent. */
export interface CheckedFile {
  readonly path: string;
  readonly name: string;
  readonly content: Buffer;
}

/** Every release below `out`, each after the siblings that it needs. */
export async function readReleases(out: string): Promise<Released[]> {
  const folders = existsSync(out) ? await readdir(out, { withFileTypes: true }) : [];
  const released = await Promise.all(
    folders
      .map((entry) => join(out, entry.name))
      .filter((folder) => existsSync(join(folder, RELEASE_FILE)))
      .sort()
      .map(async (folder) => ({ folder, release: await readJson<BuiltRelease>(join(folder, RELEASE_FILE)) })),
  );
  if (released.length === 0) {
    throw failure(
      'NothingBuilt',
      `${out} holds no folder with a ${RELEASE_FILE}: run 'npm run release -- build' first`,
    );
  }
  return afterSiblings(released);
}

/** The one file of a kind, if its content is what was built. */
export async function checkedFile({ folder, release }: Released, kind: ArtifactKind): Promise<CheckedFile> {
  const artifact = artifactOf(release, kind);
  const path = join(folder, artifact.file);
  const content = await readFile(path).catch(() => undefined);
  if (content === undefined) {
    throw failure('ArtifactMissing', `${path} is not there, ${RELEASE_FILE} lists it: build ${release.tag} again`);
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== artifact.sha256) {
    throw failure(
      'ArtifactChanged',
      `${path} is not what was built: SHA-256 must be ${artifact.sha256}, got ${sha256}; build and verify it again`,
    );
  }
  return { path, name: artifact.file.split('/').at(-1) ?? artifact.file, content };
}

/** Refuses what `verify` has not seen, or not in this content. */
export async function checkVerified({ folder, release }: Released): Promise<void> {
  const file = join(folder, VERIFIED_FILE);
  const advice = "run 'npm run release -- verify' first";
  if (!existsSync(file)) {
    throw failure('NotVerified', `${release.tag} is built, not verified: ${advice}`);
  }
  const { version, files } = await readJson<Verified>(file);
  const others = release.artifacts.filter((artifact) => files[artifact.file] !== artifact.sha256);
  if (version !== release.version || others.length > 0) {
    const what = others.map((artifact) => artifact.file).join(', ') || `version ${release.version}`;
    throw failure('NotVerified', `what was verified of ${release.tag} is not what is here (${what}): ${advice}`);
  }
}

export function artifactOf(release: BuiltRelease, kind: ArtifactKind): Artifact {
  const [artifact, ...more] = release.artifacts.filter((one) => one.kind === kind);
  if (!artifact || more.length > 0) {
    const count = artifact ? more.length + 1 : 0;
    throw failure(
      'ArtifactMissing',
      `${release.tag} must have one artifact of kind ${kind}, got ${count}; build it again`,
    );
  }
  return artifact;
}

function afterSiblings(released: readonly Released[]): Released[] {
  const done: Released[] = [];
  const visit = (one: Released): void => {
    if (!done.includes(one)) {
      released.filter(({ release }) => release.npmName in one.release.siblings).forEach(visit);
      done.push(one);
    }
  };
  released.forEach(visit);
  return done;
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T;
}
