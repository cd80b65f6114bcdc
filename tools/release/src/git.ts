import { failure } from './failure';
import { run, runToEnd } from './process';

/** The calls of git that the release makes, in one repository. */
export interface Git {
  readonly root: string;
  /** Fails when git does. */
  (...args: string[]): Promise<string>;
  /** Absent when git fails. */
  maybe(...args: string[]): Promise<string | undefined>;
}

export function gitIn(root: string, signal?: AbortSignal): Git {
  // what the person configured for colours, signatures or file names changes nothing here
  const fixed = ['-c', 'core.quotePath=false', '-c', 'log.showSignature=false', '-c', 'color.ui=never'];
  const options = { cwd: root, signal };
  return Object.assign((...args: string[]) => run('git', [...fixed, ...args], options), {
    root,
    maybe: async (...args: string[]) => {
      const { code, stdout } = await runToEnd('git', [...fixed, ...args], options);
      return code === 0 ? stdout : undefined;
    },
  });
}

/** The commit's full name. */
export async function resolveCommit(git: Git, name: string): Promise<string> {
  const commit = await git.maybe('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  if (commit === undefined) {
    throw failure('CommitUnknown', `'${name}' is no commit of this repository`);
  }
  return commit.trim();
}
