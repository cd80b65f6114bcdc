import type { ArtifactKind, BuiltRelease } from '../model';
import type { CheckedFile } from './released';

/** What a registry says of a version: it has none, it has this content, or it has another. */
export type Presence = 'absent' | 'same' | 'other';

/** The calls of a registry that publishing makes. */
export interface Registry {
  readonly name: string;
  /** What of a release goes there. */
  readonly kind: ArtifactKind;
  presence(release: BuiltRelease, file: CheckedFile): Promise<Presence>;
  /** Whether it has this version of a sibling; both by their names and versions on npm. */
  has(npmName: string, version: string): Promise<boolean>;
  publish(release: BuiltRelease, file: CheckedFile): Promise<void>;
}
