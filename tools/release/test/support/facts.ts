import type { CommitFacts, Facts, PackageFacts } from '../../src/plan/facts';

let commits = 0;

export const aCommit = (message: string, more: Partial<CommitFacts> = {}): CommitFacts => ({
  hash: String(++commits).padStart(40, 'c'),
  message,
  touch: 'published',
  preReleased: false,
  ...more,
});

export interface Made {
  readonly siblings?: readonly string[];
  /** Versions, or versions with what they asked their siblings in. */
  readonly releases?: readonly (string | PackageFacts['releases'][number])[];
  readonly elsewhere?: readonly string[];
  /** Messages, newest first. */
  readonly commits?: readonly (string | CommitFacts)[];
  readonly peers?: Readonly<Record<string, string>>;
}

export function aPackage(name: string, made: Made = {}): PackageFacts {
  return {
    package: name,
    npmName: `@ecs-groundwork/${name}`,
    pypiName: `ecs-groundwork-${name}`,
    siblings: made.siblings ?? [],
    peers: made.peers ?? { 'aws-cdk-lib': '^2.263.0' },
    releases: (made.releases ?? []).map((one) => (typeof one === 'string' ? { version: one, siblings: {} } : one)),
    elsewhere: made.elsewhere ?? [],
    commits: (made.commits ?? []).map((one) => (typeof one === 'string' ? aCommit(one) : one)),
  };
}

export const factsOf = (...packages: PackageFacts[]): Facts => ({ base: 'b'.repeat(40), packages });
