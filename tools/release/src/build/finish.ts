import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure } from '../failure';
import { RELEASE_FILE, TAG_MESSAGE_FILE, type Artifact, type BuiltRelease, type PlannedRelease } from '../model';
import { tagMessage } from '../plan/tags';
import { sha256, unpack } from './artifacts';
import { bundledIn } from './bundled';
import { checkArtifacts, pythonVersion } from './guard';
import { sbom } from './sbom';

export interface FinishRequest {
  readonly release: PlannedRelease;
  readonly commit: string;
  readonly timestamp: Date;
  /** Where `pack` left `dist`. */
  readonly packageFolder: string;
  /** Folders of installed packages, the nearest first. */
  readonly modules: readonly string[];
  readonly python: string;
  /** Of this release; replaced as a whole. */
  readonly out: string;
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** Checks what was packed and moves it, with its bill of materials and `release.json`, to where it stays. */
export async function finish(request: FinishRequest): Promise<BuiltRelease> {
  const { release, packageFolder, python, out, scratch, signal } = request;
  const folder = join(scratch, `${release.package}-release`);
  await mkdir(folder, { recursive: true });
  // as npm itself would call it
  const base = `${release.npmName.replace('@', '').replace('/', '-')}-${release.version}`;
  const npm = `${base}.tgz`;
  await copyFile(await theOnly(join(packageFolder, 'dist', 'js'), '.tgz'), join(folder, npm));
  const packedWheel = await theOnly(join(packageFolder, 'dist', 'python'), '.whl');
  const wheel = packedWheel.slice(dirname(packedWheel).length + 1);
  await copyFile(packedWheel, join(folder, wheel));

  const opened = (name: string) =>
    unpack(python, join(folder, name), join(scratch, `${release.package}-contents`, name), { cwd: scratch, signal });
  const contents = await opened(npm);
  await checkArtifacts(release, { name: npm, contents }, { name: wheel, contents: await opened(wheel) }, [
    ...request.modules.map(dirname),
    scratch,
  ]);
  const materials = `${base}.cdx.json`;
  const manifest = JSON.parse(await contents.read('package/package.json')) as {
    license: string;
    peerDependencies?: Record<string, string>;
  };
  await writeFile(
    join(folder, materials),
    sbom({
      release,
      sha256: await sha256(join(folder, npm)),
      license: manifest.license,
      peers: manifest.peerDependencies ?? {},
      bundled: await bundledIn(contents, request.modules),
      timestamp: request.timestamp,
    }),
  );
  const kinds = { npm, wheel, sbom: materials } as const;
  const artifacts = await Promise.all(
    Object.entries(kinds).map(async ([kind, file]): Promise<Artifact> => ({
      kind: kind as Artifact['kind'],
      file,
      sha256: await sha256(join(folder, file)),
    })),
  );
  const built: BuiltRelease = {
    ...release,
    commit: request.commit,
    pythonVersion: pythonVersion(release.version),
    artifacts,
  };
  await writeFile(join(folder, RELEASE_FILE), `${JSON.stringify(built, undefined, 2)}\n`);
  await writeFile(join(folder, TAG_MESSAGE_FILE), tagMessage(release));
  await replace(folder, out);
  return built;
}

async function theOnly(folder: string, ending: string): Promise<string> {
  const found = (await readdir(folder)).filter((name) => name.endsWith(ending));
  if (found.length !== 1) {
    throw failure('BuildFailed', `${folder} should hold one file *${ending}, it holds ${found.join(', ') || 'none'}`);
  }
  return join(folder, found[0] ?? '');
}

/** Never half of a release: it is copied beside its place and moved there at once. */
async function replace(from: string, to: string): Promise<void> {
  const beside = `${to}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true });
  for (const name of await readdir(from)) {
    await copyFile(join(from, name), join(beside, name));
  }
  await rm(to, { recursive: true, force: true });
  await rename(beside, to);
}
