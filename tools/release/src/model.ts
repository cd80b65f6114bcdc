/** What a release adds to a version: `0.1.2` → patch `0.1.3`, minor `0.2.0`, major `1.0.0`. */
export type Bump = 'patch' | 'minor' | 'major';

/** What `plan` says of one package. */
export interface PlannedRelease {
  /** The folder below `packages`: `network`. */
  readonly package: string;
  readonly npmName: string;
  readonly pypiName: string;
  /** The last release that was no pre-release; absent at the first one. */
  readonly previous?: string;
  readonly version: string;
  /** `network@0.1.0`. */
  readonly tag: string;
  readonly bump: Bump;
  /** Users have something to do, or to read, before they upgrade. */
  readonly breaking: boolean;
  /** Why it is released, and as this version: one sentence each. */
  readonly reasons: readonly string[];
  /** The ranges it asks its siblings in, by their names on npm: `^0.1.2`. */
  readonly siblings: Readonly<Record<string, string>>;
  /** Markdown of this release, without a heading of its own. */
  readonly changelog: string;
}

/** What is released from one commit, in the order in which it has to be. */
export interface Plan {
  /** The commit, in full. */
  readonly base: string;
  readonly releases: readonly PlannedRelease[];
  readonly unreleased: readonly Unreleased[];
}

/** A package that stays as it is. */
export interface Unreleased {
  readonly package: string;
  readonly reason: string;
}

export type ArtifactKind = 'npm' | 'wheel' | 'sbom';

export interface Artifact {
  readonly kind: ArtifactKind;
  /** Relative to the folder of `release.json`. */
  readonly file: string;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** `<out>/<package>/release.json`: written by `build`, read by `verify` and `publish`. */
export interface BuiltRelease extends PlannedRelease {
  /** What it was built from. */
  readonly commit: string;
  /** The version as PyPI spells it: `0.1.0rc1`. */
  readonly pythonVersion: string;
  readonly artifacts: readonly Artifact[];
}

/** Its name in the folder of a built release. */
export const RELEASE_FILE = 'release.json';

/** Beside it: the message of the annotated tag, which the next plan reads. */
export const TAG_MESSAGE_FILE = 'tag-message.txt';
