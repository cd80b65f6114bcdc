import { setTimeout as pause } from 'node:timers/promises';
import { gitIn } from '../git';
import { tagsOn } from './git-tags';
import { withLock } from './lock';
import { outcomeText } from './outcome-text';
import { publish, type Published } from './publish';
import type { Registry } from './registry';
import { readReleases } from './released';
import { tagRelease } from './tags';

export interface PublishFolderRequest {
  /** The repository. */
  readonly root: string;
  /** What was built and verified. */
  readonly out: string;
  /** A folder of this run. */
  readonly folder: string;
  readonly registries: readonly Registry[];
  readonly checkOnly?: boolean;
  /** Where the tags go in the end; absent, nothing is tagged. */
  readonly remote?: string;
  /** How long to wait for another release. */
  readonly waitMilliseconds: number;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
  readonly print: (text: string) => void;
}

/** Publishes, and tags last; one release at a time in a repository. */
export async function publishFolder(request: PublishFolderRequest): Promise<Published[]> {
  const { root, folder, registries, checkOnly, remote, waitMilliseconds, signal, progress, print } = request;
  const released = await readReleases(request.out);
  const what = `the release of ${released.map(({ release }) => release.tag).join(', ')}`;
  const waiting = async (milliseconds: number) => pause(milliseconds, undefined, { signal });
  // without the signal: the lock is given back in any case
  const lock = { git: gitIn(root), folder, what, waitMilliseconds, say: progress, pause: waiting };
  return withLock(lock, async () => {
    const outcomes = await publish(released, { registries, checkOnly, say: progress, pause: waiting });
    print(outcomeText(outcomes));
    if (remote !== undefined) {
      const tags = tagsOn(remote, gitIn(root, signal));
      for (const { release } of released) {
        const made = await tagRelease(release, tags);
        print(`${release.tag}: ${made ? `tagged ${release.commit}` : 'was tagged already'}`);
      }
    }
    return outcomes;
  });
}
