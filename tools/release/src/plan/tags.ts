import { parse, prerelease } from 'semver';
import { failure } from '../failure';
import { PRE_RELEASES } from './versions';

export interface ReleaseTag {
  readonly package: string;
  readonly version: string;
}

const NEEDS = /^Needs: (\S+) (\S+)$/gm;

/** The tag of a release: `network@0.1.0`. */
export const tagName = (packageName: string, version: string) => `${packageName}@${version}`;

/** What the tag says: the ranges are what a later plan starts from. */
export function tagMessage(release: {
  readonly package: string;
  readonly version: string;
  readonly siblings: Readonly<Record<string, string>>;
}): string {
  const needs = Object.entries(release.siblings).map(([name, range]) => `Needs: ${name} ${range}`);
  return `${[`${release.package} ${release.version}`, ...(needs.length ? ['', ...needs] : [])].join('\n')}\n`;
}

/** The ranges that a tag's message names; absent when the tag was not made by a release. */
export function neededSiblings(release: ReleaseTag, message: string): Record<string, string> | undefined {
  return message.startsWith(`${release.package} ${release.version}\n`)
    ? Object.fromEntries([...message.matchAll(NEEDS)].map(([, name = '', range = '']) => [name, range]))
    : undefined;
}

/** Which release a tag marks; absent when it belongs to none of the packages. */
export function readTag(tag: string, packages: readonly string[]): ReleaseTag | undefined {
  const at = tag.lastIndexOf('@');
  const name = tag.slice(0, Math.max(0, at));
  if (!packages.includes(name)) {
    return undefined;
  }
  const version = tag.slice(at + 1);
  const read = parse(version);
  const label = prerelease(version);
  const labelled =
    label === null ||
    (label.length === 2 && PRE_RELEASES.some((one) => one === label[0]) && typeof label[1] === 'number');
  if (read?.version !== version || read.build.length > 0 || version.startsWith('0.0.') || !labelled) {
    throw failure(
      'TagMalformed',
      `the tag ${tag} is no release of ${name}: it must read ${name}@x.y.z or ${name}@x.y.z-rc.n, from 0.1.0 on; ` +
        `remove it with 'git tag -d ${tag}' and 'git push origin :refs/tags/${tag}'`,
    );
  }
  return { package: name, version };
}
