import type { BuiltRelease } from '../model';

/** What the GitHub release says: what changed, and what that does to a running cluster. */
export function notes({ changelog, previous }: BuiltRelease, report: string | undefined): string {
  const upgrade =
    report ?? (previous === undefined ? 'This is the first release: there is nothing to upgrade from.\n' : '');
  return `${changelog.trim()}\n\n${upgrade}`;
}
