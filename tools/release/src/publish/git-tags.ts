import type { Git } from '../git';
import type { Tags } from './tags';

/** The tags of a remote of this repository; made here as well, so that the next plan sees them. */
export function tagsOn(remote: string, git: Git): Tags {
  return {
    async commitOf(tag) {
      const lines = await git('ls-remote', '--tags', remote, `refs/tags/${tag}`, `refs/tags/${tag}^{}`);
      // an annotated tag has a second line, with the commit
      return lines.trim().split('\n').at(-1)?.split('\t')[0] || undefined;
    },
    async push(tag, commit, message) {
      const here = await git.maybe('rev-parse', '--verify', '--quiet', `refs/tags/${tag}^{commit}`);
      if (here?.trim() !== commit) {
        // one that a run left that died before it was pushed is of another commit: nobody has seen it
        await git('tag', '--annotate', '--force', '--message', message, tag, commit);
      }
      await git('push', '--quiet', remote, `refs/tags/${tag}`);
    },
  };
}
