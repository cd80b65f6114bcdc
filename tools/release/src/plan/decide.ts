import { satisfies } from 'semver';
import { failure } from '../failure';
import type { Plan, PlannedRelease, Unreleased } from '../model';
import { changelog } from './changelog';
import { changesOf, heaviest, type Change } from './changes';
import type { Facts, PackageFacts } from './facts';
import { closure, inOrder } from './order';
import { changeReasons } from './reasons';
import { tagName } from './tags';
import { bumpFor, isStable, newest, nextVersion, notBefore, type PreRelease } from './versions';

export interface PlanRequest {
  /** Folders; empty: every package with something to release. */
  readonly packages: readonly string[];
  readonly pre?: PreRelease;
}

/** The plan follows from the facts alone: the same commit is always planned the same way. */
export function decide(facts: Facts, request: PlanRequest): Plan {
  const releases: PlannedRelease[] = [];
  const unreleased: Unreleased[] = [];
  for (const one of inOrder(facts.packages)) {
    const asked = request.packages.length === 0 || request.packages.includes(one.package);
    const outcome = decideOne(one, facts, request, releases);
    if ('missing' in outcome) {
      if (asked) {
        throw neverReleased(one.package, outcome.missing);
      }
      unreleased.push({ package: one.package, reason: `not asked for; ${outcome.missing} has to be released first` });
    } else if ('reason' in outcome) {
      unreleased.push({ package: one.package, reason: outcome.reason });
    } else if (!asked) {
      unreleased.push({
        package: one.package,
        reason: `not asked for; it would become ${outcome.version}: ${outcome.reasons[0]}`,
      });
    } else {
      checkVersion(one, outcome.version);
      checkAgreement(outcome, facts, releases);
      releases.push(outcome);
    }
  }
  return { base: facts.base, releases, unreleased };
}

function decideOne(
  one: PackageFacts,
  facts: Facts,
  { pre }: PlanRequest,
  planned: readonly PlannedRelease[],
): PlannedRelease | { readonly reason: string } | { readonly missing: string } {
  const stable = newest(versionsOf(one).filter(isStable));
  const latest = newest(versionsOf(one)) ?? '';
  const changes = changesOf(one.package, one.commits);
  const ranges = siblingRanges(one, facts, pre, planned);
  if ('missing' in ranges) {
    return ranges;
  }
  const outgrown = outgrownSiblings(
    one.releases.find(({ version }) => version === stable),
    ranges.siblings,
  );
  const weight = heaviest([
    ...changes.map((change) => change.weight),
    ...(outgrown.length ? (['breaking'] as const) : []),
  ]);
  const since = tagName(one.package, pre && latest ? latest : (stable ?? latest));
  if (stable !== undefined && weight === 'none') {
    return { reason: quiet(changes, since) };
  }
  if (pre && latest && !isStable(latest) && !outgrown.length && !changes.some(isNews)) {
    return { reason: quiet([], since) };
  }
  const bump = bumpFor(weight === 'none' ? 'fix' : weight, stable);
  const version = nextVersion(stable, bump, pre, versionsOf(one));
  return {
    package: one.package,
    npmName: one.npmName,
    pypiName: one.pypiName,
    ...(stable !== undefined && { previous: stable }),
    version,
    tag: tagName(one.package, version),
    bump,
    // nobody has anything older that it could break
    breaking: stable !== undefined && weight === 'breaking',
    reasons: [
      ...(stable === undefined ? ['its first release'] : []),
      ...outgrown.map(({ name, before, now }) => `${name} is ${now} now, and it asked for ${before}`),
      ...changeReasons(changes),
    ],
    siblings: ranges.siblings,
    changelog: changelog(
      changes,
      outgrown.map(({ name, before, now }) => `it needs \`${name}\` ${now} now, before: ${before}`),
    ),
  };
}

const versionsOf = ({ releases }: PackageFacts) => releases.map(({ version }) => version);

const isNews = (change: Change) => change.weight !== 'none' && !change.preReleased;

function quiet(changes: readonly Change[], since: string): string {
  return changes.length === 0
    ? `nothing since ${since}`
    : `nothing since ${since} that reaches its users: ${count(changes.length, 'commit')} of ${kinds(changes)}`;
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

const kinds = (changes: readonly Change[]) =>
  [...new Set(changes.map(({ type }) => type ?? 'no type'))].sort().join(', ');

/** From the newest version of each sibling on: the one planned with it, or else the last released one. */
function siblingRanges(
  one: PackageFacts,
  { packages }: Facts,
  pre: PreRelease | undefined,
  planned: readonly PlannedRelease[],
): { readonly siblings: Record<string, string> } | { readonly missing: string } {
  const siblings: Record<string, string> = {};
  for (const sibling of packages.filter((other) => one.siblings.includes(other.package))) {
    const version =
      planned.find((release) => release.package === sibling.package)?.version ??
      newest(versionsOf(sibling).filter((past) => pre !== undefined || isStable(past)));
    if (version === undefined) {
      return { missing: sibling.package };
    }
    siblings[sibling.npmName] = `^${version}`;
  }
  return { siblings };
}

function neverReleased(name: string, sibling: string): Error {
  return failure(
    'SiblingNeverReleased',
    `${name} needs ${sibling}, which has no release yet: release it first, ` +
      `or both at once with 'npm run release -- plan ${sibling} ${name}'`,
  );
}

interface Outgrown {
  readonly name: string;
  readonly before: string;
  readonly now: string;
}

/** Siblings whose newest version the last release excludes: a user could not have both. */
function outgrownSiblings(
  last: { readonly siblings: Readonly<Record<string, string>> } | undefined,
  now: Readonly<Record<string, string>>,
): Outgrown[] {
  return Object.entries(now).flatMap(([name, range]) => {
    const before = last?.siblings[name];
    const excluded = before !== undefined && !satisfies(range.slice(1), before, { includePrerelease: true });
    return excluded ? [{ name, before, now: range }] : [];
  });
}

/** A version is published once, so a newer tag on another branch must not be met by surprise. */
function checkVersion(one: PackageFacts, version: string): void {
  const [taken] = notBefore(one.elsewhere, version);
  if (taken !== undefined) {
    throw failure(
      'VersionTaken',
      `${one.package} ${version} would follow ${tagName(one.package, taken)}, which marks a commit that is no ancestor ` +
        'of the one to release: merge that commit first',
    );
  }
}

/** What a package needs has to be installable together. */
function checkAgreement(release: PlannedRelease, { packages }: Facts, planned: readonly PlannedRelease[]): void {
  const direct = packages.filter(({ npmName }) => npmName in release.siblings);
  for (const sibling of direct.filter((one) => !planned.some((other) => other.package === one.package))) {
    const version = release.siblings[sibling.npmName]?.slice(1);
    const needs = sibling.releases.find((past) => past.version === version)?.siblings ?? {};
    for (const [name, range] of Object.entries(needs)) {
      const other = release.siblings[name];
      if (other !== undefined && !satisfies(other.slice(1), range, { includePrerelease: true })) {
        const asked = closure(release.package, packages).filter((one) => !planned.some((p) => p.package === one));
        throw failure(
          'SiblingsDisagree',
          `${release.package} would need ${name} ${other}, but ${tagName(sibling.package, version ?? '')} asks for ${range}: ` +
            `release ${asked.join(' and ')} first, or all at once`,
        );
      }
    }
  }
}
