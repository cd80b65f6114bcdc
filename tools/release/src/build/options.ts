import { FLAG, TEXT, readArguments } from 'command-line/lib/arguments';
import { UsageError } from 'command-line/lib/command';
import { preRelease, type PlanOptions } from '../plan/options';

export const USAGE = `Usage: npm run release -- build [PACKAGE…] [options]

Builds what is planned, once: in a throwaway git worktree of the planned commit, with the
real versions in place. What it writes is what is verified and published, byte for byte.
Nothing of the working tree is read or changed.

  PACKAGE…            only these, such as network (default: every package with something to release)
  --plan FILE         what 'plan --json FILE' wrote (default: a plan is made, by the options below)
  --out FOLDER        a folder in it for each release: npm tarball, wheel, software bill of
                      materials, release.json (default: dist/release)
  --at COMMIT         what is released (default: HEAD)
  --pre LABEL         a pre-release, such as 0.1.0-rc.1: alpha, beta or rc
  --offline           asks neither npm nor PyPI whether the oldest aws-cdk-lib is there
  --help              this text

It ends with 0 when everything is built, 1 when something failed or is refused, 2 for wrong
arguments.
`;

const OPTIONS = { plan: TEXT, out: TEXT, at: TEXT, pre: TEXT, offline: FLAG };

export const DEFAULT_OUT = 'dist/release';

export interface BuildOptions {
  /** What to plan; or the file that holds the plan. */
  readonly plan: Pick<PlanOptions, 'packages' | 'at' | 'pre' | 'offline'> | string;
  readonly out: string;
}

export function buildOptions(args: readonly string[]): BuildOptions {
  const { values, positionals } = readArguments(args, { options: OPTIONS, allowPositionals: true });
  const { plan, out = DEFAULT_OUT, at, pre, offline } = values;
  if (plan !== undefined) {
    if (positionals.length || at !== undefined || pre !== undefined || offline !== undefined) {
      throw new UsageError('--plan says already what is built: leave out packages, --at, --pre and --offline.');
    }
    return { plan, out };
  }
  return {
    plan: {
      packages: positionals,
      at: at ?? 'HEAD',
      pre: pre === undefined ? undefined : preRelease(pre),
      offline: offline ?? false,
    },
    out,
  };
}
