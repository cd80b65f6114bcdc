import type { Published } from './publish';

/** A line for each registry of each release. */
export function outcomeText(outcomes: readonly Published[]): string {
  return outcomes
    .map(({ tag, registry, now }) => `${tag} on ${registry}: ${now ? 'published' : 'was there already, the same'}`)
    .join('\n');
}
