import { readMessage, type Conventional, type Weight } from './conventional';
import type { CommitFacts } from './facts';

/** A commit as it counts for one package. */
export interface Change extends Conventional {
  /** Short, as git shows it. */
  readonly hash: string;
  readonly preReleased: boolean;
}

const SHORT = 7;
const ORDER: readonly Weight[] = ['breaking', 'feature', 'fix', 'none'];

/** The commits of a package, the weightiest first; one that was taken back again is left out with what took it back. */
export function changesOf(packageName: string, commits: readonly CommitFacts[]): Change[] {
  const read = commits.map((commit) => ({ commit, message: readMessage(commit.message) }));
  const gone = new Set<string>();
  // newest first, so that a revert that was itself taken back takes nothing back
  for (const { commit, message } of read) {
    const target = message.reverts && commits.find(({ hash }) => hash.startsWith(message.reverts ?? ''));
    if (target && !gone.has(commit.hash)) {
      gone.add(commit.hash).add(target.hash);
    }
  }
  const changes = read
    .filter(({ commit }) => !gone.has(commit.hash))
    .map(({ commit, message }) => ({
      ...message,
      weight: reaches(packageName, commit, message) ? message.weight : ('none' as const),
      hash: commit.hash.slice(0, SHORT),
      preReleased: commit.preReleased,
    }));
  return ORDER.flatMap((weight) => changes.filter((change) => change.weight === weight));
}

/**
 * Whether users of the package see anything of it. What only its build needs is bundled into it at times; then the
 * commit names the package as its scope, and otherwise it concerns tools that many packages share.
 */
function reaches(packageName: string, { touch }: CommitFacts, { scope }: Conventional): boolean {
  const scopes = scope?.split(/[,/]\s*/) ?? [];
  return touch === 'published' || (touch === 'development' && scopes.includes(packageName));
}

/** The weight of all of them together. */
export function heaviest(weights: readonly Weight[]): Weight {
  return ORDER.find((weight) => weights.includes(weight)) ?? 'none';
}
