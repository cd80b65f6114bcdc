import { FLAG, TEXT, readArguments } from 'command-line/lib/arguments';
import { UsageError } from 'command-line/lib/command';
import { PRE_RELEASES, type PreRelease } from './versions';

export const USAGE = `Usage: npm run release -- plan [PACKAGE…] [options]

Says which packages a release of this commit would publish, as which versions, and why.
It follows from the git history alone: the last tag of each package, the conventional
commits that touch what the package publishes since then, and what its siblings became.
Nothing is changed.

  PACKAGE…            only these, such as network (default: every package with something to release)
  --at COMMIT         what is released (default: HEAD)
  --pre LABEL         a pre-release, such as 0.1.0-rc.1: alpha, beta or rc
  --offline           asks neither npm nor PyPI whether the oldest aws-cdk-lib is there
  --json FILE         writes the plan there as well, for 'build --plan FILE'
  --changelog         prints the changelogs below the table
  --help              this text

It ends with 0 when there is a plan, also an empty one, 1 when it is refused, 2 for wrong
arguments.
`;

const OPTIONS = { at: TEXT, pre: TEXT, json: TEXT, offline: FLAG, changelog: FLAG };

export interface PlanOptions {
  /** Empty: every package. */
  readonly packages: readonly string[];
  readonly at: string;
  readonly pre?: PreRelease;
  readonly offline: boolean;
  readonly json?: string;
  readonly changelog: boolean;
}

export function planOptions(args: readonly string[]): PlanOptions {
  const { values, positionals } = readArguments(args, { options: OPTIONS, allowPositionals: true });
  return {
    packages: positionals,
    at: values.at ?? 'HEAD',
    pre: values.pre === undefined ? undefined : preRelease(values.pre),
    offline: values.offline ?? false,
    json: values.json,
    changelog: values.changelog ?? false,
  };
}

export function preRelease(text: string): PreRelease {
  const label = PRE_RELEASES.find((one) => one === text);
  if (label === undefined) {
    throw new UsageError(`--pre must be ${PRE_RELEASES.join(', ')}, got '${text}'.`);
  }
  return label;
}
