import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuiltRelease } from '../../src/model';
import { VERIFIED_FILE } from '../../src/publish/released';

export const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

/** A built release whose files hold a text each. */
export function aRelease(name: string, given: Partial<BuiltRelease> = {}): BuiltRelease {
  const version = given.version ?? '0.1.0';
  return {
    package: name,
    npmName: `@ecs-groundwork/${name}`,
    pypiName: `ecs-groundwork-${name}`,
    version,
    tag: `${name}@${version}`,
    bump: 'minor',
    breaking: false,
    reasons: [],
    siblings: {},
    changelog: '',
    commit: 'c'.repeat(40),
    pythonVersion: version,
    artifacts: [
      { kind: 'npm', file: `${name}.tgz`, sha256: sha256(`npm ${name}`) },
      { kind: 'wheel', file: wheelOf(name, version), sha256: sha256(`wheel ${name}`) },
      { kind: 'sbom', file: 'sbom.json', sha256: sha256('{}') },
    ],
    ...given,
  };
}

export const wheelOf = (name: string, version = '0.1.0') =>
  `ecs_groundwork_${name.replaceAll('-', '_')}-${version}-py3-none-any.whl`;

/** Writes releases as `build` and `verify` leave them. */
export async function writeReleases(out: string, releases: readonly BuiltRelease[]): Promise<void> {
  for (const release of releases) {
    const folder = join(out, release.package);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'release.json'), JSON.stringify(release));
    const files = Object.fromEntries(release.artifacts.map((artifact) => [artifact.file, artifact.sha256]));
    await writeFile(join(folder, VERIFIED_FILE), JSON.stringify({ version: release.version, files }));
    await writeFile(join(folder, `${release.package}.tgz`), `npm ${release.package}`);
    await writeFile(join(folder, wheelOf(release.package, release.version)), `wheel ${release.package}`);
    await writeFile(join(folder, 'sbom.json'), '{}');
  }
}
