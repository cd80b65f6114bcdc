import { gt, minVersion } from 'semver';
import { failure } from '../failure';
import type { Plan, PlannedRelease } from '../model';
import type { Facts, PackageFacts } from './facts';
import type { Registries } from './registries';
import { newest } from './versions';

/** Asks the registries what the history cannot know, and refuses a plan that could not be published. */
export async function checkRegistries(plan: Plan, facts: Facts, registries: Registries): Promise<void> {
  const packages = plan.releases.map((release) => ({
    release,
    facts: facts.packages.find((one) => one.package === release.package),
  }));
  await Promise.all([
    checkFloors(
      packages.flatMap((one) => one.facts ?? []),
      registries,
    ),
    ...packages.map(async (one) =>
      checkHistory(
        one.release,
        newest(one.facts?.releases.map(({ version }) => version) ?? []),
        await registries.npm(one.release.npmName),
      ),
    ),
  ]);
}

/** Somebody with the oldest version that is supported installs it in TypeScript and in Python. */
async function checkFloors(packages: readonly PackageFacts[], registries: Registries): Promise<void> {
  const floors = new Map<string, string>();
  for (const { package: name, peers } of packages) {
    for (const [peer, range] of Object.entries(peers)) {
      const floor = minVersion(range)?.version;
      if (!/^\^\d+\.\d+\.\d+$/.test(range) || floor === undefined) {
        throw failure(
          'PeerRangeUnfit',
          `${name} asks for ${peer} '${range}': it must read ^x.y.z, which npm and pip understand alike`,
        );
      }
      // jsii packages of others that are peers here are called alike on npm and PyPI
      floors.set(`${peer} ${floor}`, name);
    }
  }
  await Promise.all(
    [...floors].flatMap(([floor, name]) => {
      const [peer = '', version = ''] = floor.split(' ');
      return (['npm', 'pypi'] as const).map(async (registry) => {
        if (!(await registries[registry](peer)).includes(version)) {
          throw failure(
            'FloorMissing',
            `${name} asks for ${peer} ${version} or newer, and ${NAMES[registry]} has no ${version}: ` +
              'choose one that both have, in tools/projen/versions.ts',
          );
        }
      });
    }),
  );
}

const NAMES = { npm: 'npm', pypi: 'PyPI' };

/** A clone without the tags would plan the first release once more. */
function checkHistory(release: PlannedRelease, last: string | undefined, onNpm: readonly string[]): void {
  const ahead = onNpm.find((version) => version !== release.version && (last === undefined || gt(version, last)));
  if (ahead !== undefined) {
    throw failure(
      'TagMissing',
      `npm has ${release.npmName} ${ahead}, and no tag ${release.package}@${ahead} is an ancestor of this commit: ` +
        "run 'git fetch --tags', or complete the release that ended before it was tagged",
    );
  }
}
