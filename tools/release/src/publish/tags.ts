import { failure } from '../failure';
import type { BuiltRelease } from '../model';
import { tagMessage } from '../plan/tags';

/** The calls of the repository that others see, as far as tagging needs them. */
export interface Tags {
  /** The commit that a tag names there; absent when there is no such tag. */
  commitOf(tag: string): Promise<string | undefined>;
  /** `message` is what the next plan reads. */
  push(tag: string, commit: string, message: string): Promise<void>;
}

/** The last act of a release: its tag, where everybody sees it. Says whether it had to be made. */
export async function tagRelease(release: BuiltRelease, tags: Tags): Promise<boolean> {
  const commit = await tags.commitOf(release.tag);
  if (commit !== undefined && commit !== release.commit) {
    throw failure(
      'TagElsewhere',
      `${release.tag} names ${commit}, and was released from ${release.commit}: one of them is wrong, look before you move it`,
    );
  }
  if (commit === undefined) {
    await tags.push(release.tag, release.commit, tagMessage(release));
  }
  return commit === undefined;
}
