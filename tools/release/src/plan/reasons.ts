import type { Change } from './changes';

/** One sentence for each commit that counts, and one for all others. */
export function changeReasons(changes: readonly Change[]): string[] {
  const counting = changes.filter(({ weight }) => weight !== 'none');
  const others = changes.length - counting.length;
  return [
    ...counting.map(reason),
    ...(others > 0 ? [`${others} more commit${others === 1 ? '' : 's'}, no reason for a release`] : []),
  ];
}

function reason({ weight, type, subject, hash }: Change): string {
  const kind = weight === 'breaking' ? 'breaking' : (type ?? 'not a conventional commit, taken for a fix');
  return `${kind}: ${subject} (${hash})`;
}
