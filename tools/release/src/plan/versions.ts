import { SemVer, compare, gt, inc, prerelease } from 'semver';
import type { Bump } from '../model';
import type { Weight } from './conventional';

/** What both npm and PyPI can spell; jsii-pacmak refuses others. */
export const PRE_RELEASES = ['alpha', 'beta', 'rc'] as const;

export type PreRelease = (typeof PRE_RELEASES)[number];

export const FIRST_VERSION = '0.1.0';

/**
 * While a package is at 0.x, only what breaks raises the second number: `^0.1.0` excludes 0.2.0, so that anything
 * else would part siblings that work together.
 */
export function bumpFor(weight: Exclude<Weight, 'none'>, previous: string | undefined): Bump {
  if (previous === undefined) {
    return 'minor';
  }
  if (new SemVer(previous).major === 0) {
    return weight === 'breaking' ? 'minor' : 'patch';
  }
  return ({ breaking: 'major', feature: 'minor', fix: 'patch' } as const)[weight];
}

/** The version after `previous`; a pre-release of it counts up from those that there are. */
export function nextVersion(
  previous: string | undefined,
  bump: Bump,
  pre: PreRelease | undefined,
  past: readonly string[],
): string {
  const version = previous === undefined ? FIRST_VERSION : (inc(previous, bump) ?? previous);
  if (pre === undefined) {
    return version;
  }
  const used = past
    .filter((one) => one.startsWith(`${version}-${pre}.`))
    .map((one) => Number(prerelease(one)?.[1] ?? 0));
  return `${version}-${pre}.${Math.max(0, ...used) + 1}`;
}

export const isStable = (version: string) => prerelease(version) === null;

/** The newest of them. */
export function newest(versions: readonly string[]): string | undefined {
  return [...versions].sort(compare).at(-1);
}

/** Those that are not older than `version`. */
export const notBefore = (versions: readonly string[], version: string) => versions.filter((one) => !gt(version, one));
