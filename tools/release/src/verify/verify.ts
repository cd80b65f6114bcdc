import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpack } from '../build/artifacts';
import { checkArtifacts } from '../build/guard';
import { failure } from '../failure';
import { gitIn } from '../git';
import { checkedFile, readReleases, VERIFIED_FILE, type Released, type Verified } from '../publish/released';
import { startRegistries, type Registries } from '../registries';
import { appSources, type AppSource } from './consumers/app-sources';
import { stageNpm, stageWheel } from './consumers/staging';
import { freshApps, type FreshApps } from './fresh-apps';
import { lastPublished, type LastPublished, type PublicRegistries } from './previous';
import { packageNames } from './packages';
import { upgrade, type Upgrade } from './upgrade';
import { bundlePublish } from './bundle';
import { notes } from './notes';

export interface VerifyRequest {
  /** The repository. */
  readonly root: string;
  /** What `build` wrote. */
  readonly out: string;
  /** A folder of this run. */
  readonly folder: string;
  /** Where users get what was published before. */
  readonly published: PublicRegistries;
  /** The folder of apps whose `cdk.out` the repository has synthesised; absent, that is not compared. */
  readonly synthesised?: string;
  /** @default - every app of the repository */
  readonly takes?: (app: AppSource) => boolean;
  readonly signal?: AbortSignal;
  readonly progress: (text: string) => void;
}

/** What a verification has found. */
export interface Verification {
  readonly released: readonly Released[];
  readonly upgrade?: Upgrade;
  readonly fresh: FreshApps;
}

/** All that the checks are made on. */
export interface Candidate extends Omit<VerifyRequest, 'out'> {
  readonly released: readonly Released[];
  readonly commit: string;
  readonly breaking: boolean;
  readonly registries: Registries;
  /** What is published now, by name on npm. */
  readonly before: ReadonlyMap<string, LastPublished>;
  /** Versions with this release, by name on npm. */
  readonly after: Readonly<Record<string, string>>;
}

/**
 * Verifies exactly the files that would be published: from registries on this machine they are installed into fresh
 * projects outside the repository, which must describe what the repository does; and what an upgrade to them does to a
 * running environment must befit the release. Writes what `publish` asks for.
 */
export async function verify(request: VerifyRequest): Promise<Verification> {
  const { folder, root, progress, signal } = request;
  const released = await readReleases(request.out);
  const [commit, ...others] = [...new Set(released.map(({ release }) => release.commit))];
  if (commit === undefined || others.length > 0) {
    throw failure('CommitsDiffer', `${request.out} holds releases of several commits; build them together`);
  }
  await Promise.all(released.map(async (one) => checkFit(one, request)));
  progress('Starting an npm registry and a Python index');
  const registries = await startRegistries(join(folder, 'registries'));
  try {
    progress('Asking what is published');
    const before = await publishedNow(request, released, await packageNames(root));
    await stage(registries, released, before);
    const after = Object.fromEntries([
      ...[...before].map(([name, { version }]) => [name, version] as const),
      ...released.map(({ release }) => [release.npmName, release.version] as const),
    ]);
    const breaking = released.some(({ release }) => release.breaking);
    const candidate = { ...request, released, commit, breaking, registries, before, after };
    const git = gitIn(root, signal);
    const apps = await appSources(git, commit, join(folder, 'apps'));
    const stop = new AbortController();
    const stoppable = { ...candidate, signal: AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]) };
    const fresh = freshApps(stoppable, apps.filter(request.takes ?? (() => true)));
    const upgraded = upgrade(candidate, git).catch((error: unknown) => {
      stop.abort(error);
      throw error;
    });
    const [first, second] = await settled(fresh, upgraded);
    await Promise.all(released.map(async (one) => writeResults(one, second)));
    await bundlePublish(request.out);
    return { released, upgrade: second, fresh: first };
  } finally {
    await registries.close();
  }
}

/** Once more on the files themselves: nothing unfit may be published, whoever built it. */
async function checkFit(one: Released, { root, folder, signal }: VerifyRequest): Promise<void> {
  const python = join(root, '.venv', 'bin', 'python');
  const opened = async (kind: 'npm' | 'wheel') => {
    const { name, path } = await checkedFile(one, kind);
    const scratch = join(folder, 'contents', one.release.package, kind);
    return { name, contents: await unpack(python, path, scratch, { cwd: folder, signal }) };
  };
  await checkArtifacts(one.release, await opened('npm'), await opened('wheel'), [root]);
}

/** Waits for both also when one fails: nothing may go on in the background. The upgrade's refusal says more. */
async function settled<First, Second>(first: Promise<First>, second: Promise<Second>): Promise<[First, Second]> {
  const [one, other] = await Promise.allSettled([first, second]);
  if (other.status === 'rejected') {
    throw other.reason;
  }
  if (one.status === 'rejected') {
    throw one.reason;
  }
  return [one.value, other.value];
}

/** Of what is released, the version before it: a run that is repeated may find the release itself published. */
async function publishedNow(
  { published, folder, signal }: VerifyRequest,
  released: readonly Released[],
  names: readonly string[],
): Promise<Map<string, LastPublished>> {
  const releases = new Map(released.map(({ release }) => [release.npmName, release]));
  const found = await Promise.all(
    names.map(async (npmName) => {
      const release = releases.get(npmName);
      if (release && release.previous === undefined) {
        return [];
      }
      const wanted = { npmName, version: release?.previous };
      const last = await lastPublished(published, wanted, join(folder, 'published'), signal);
      return last ? [[npmName, last] as const] : [];
    }),
  );
  return new Map(found.flat());
}

async function stage(
  registries: Registries,
  released: readonly Released[],
  before: ReadonlyMap<string, LastPublished>,
): Promise<void> {
  for (const { npm, wheel } of before.values()) {
    await stageNpm(registries, npm, true);
    await stageWheel(registries, wheel);
  }
  for (const one of released) {
    await stageNpm(registries, await checkedFile(one, 'npm'), true);
    await stageWheel(registries, await checkedFile(one, 'wheel'));
    await checkedFile(one, 'sbom');
  }
}

async function writeResults({ folder, release }: Released, upgraded: Upgrade | undefined): Promise<void> {
  const files = Object.fromEntries(release.artifacts.map(({ file, sha256 }) => [file, sha256]));
  const verified: Verified = { version: release.version, files };
  await writeFile(join(folder, 'release-notes.md'), notes(release, upgraded?.report));
  await writeFile(join(folder, VERIFIED_FILE), `${JSON.stringify(verified, undefined, 2)}\n`);
}
