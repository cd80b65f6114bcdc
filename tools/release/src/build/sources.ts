import { satisfies } from 'semver';
import { failure } from '../failure';
import type { Plan } from '../model';
import type { Facts, PackageFacts } from '../plan/facts';
import { closure, inOrder } from '../plan/order';
import { tagName } from '../plan/tags';
import { newest } from '../plan/versions';
import type { Stamp } from './stamp';

/** A package as it takes part in a build. */
export interface Source extends Stamp {
  readonly package: string;
  readonly npmName: string;
  /** The tag of the release that its sources are taken from; absent for what is released now. */
  readonly tag?: string;
}

/**
 * What is released and what that needs, in the order of compiling. A sibling that is not released now takes part as it
 * was released: what was merged since then would not be there for users.
 */
export function sourcesOf(plan: Plan, { packages }: Facts): Source[] {
  const needed = new Set(plan.releases.flatMap((release) => [release.package, ...closure(release.package, packages)]));
  const sources = new Map<string, Source>();
  // the needier first: what they ask for decides which version of a sibling it is
  for (const one of inOrder(packages)
    .filter((candidate) => needed.has(candidate.package))
    .reverse()) {
    const release = plan.releases.find((planned) => planned.package === one.package);
    const ranges = [...sources.values()].flatMap(({ siblings }) => siblings[one.npmName] ?? []);
    sources.set(one.package, release ? { ...release, tag: undefined } : released(one, ranges));
  }
  return [...sources.values()].reverse();
}

function released(one: PackageFacts, ranges: readonly string[]): Source {
  const fitting = one.releases.filter(({ version }) =>
    ranges.every((range) => satisfies(version, range, { includePrerelease: true })),
  );
  const version = newest(fitting.map((release) => release.version));
  const release = fitting.find((candidate) => candidate.version === version);
  if (release === undefined) {
    throw failure('SiblingNeverReleased', `no release of ${one.package} is ${ranges.join(' and ')}: plan once more`);
  }
  return {
    package: one.package,
    npmName: one.npmName,
    version: release.version,
    siblings: release.siblings,
    tag: tagName(one.package, release.version),
  };
}
