/** What the git history says of a package, at the commit that is released. */
export interface PackageFacts {
  /** The folder below `packages`. */
  readonly package: string;
  readonly npmName: string;
  readonly pypiName: string;
  /** Packages of this repository that it needs, by their folders. */
  readonly siblings: readonly string[];
  /** What else it asks its users to have: `aws-cdk-lib` → `^2.263.0`. */
  readonly peers: Readonly<Record<string, string>>;
  /** Its releases among the ancestors of the commit, in any order. */
  readonly releases: readonly PastRelease[];
  /** Versions that are tagged on commits which are no ancestors. */
  readonly elsewhere: readonly string[];
  /** Those since its last release that was no pre-release, newest first, which touch its folder. */
  readonly commits: readonly CommitFacts[];
}

export interface PastRelease {
  readonly version: string;
  /** The ranges that it asks its siblings in, by their names on npm. */
  readonly siblings: Readonly<Record<string, string>>;
}

/**
 * What of a package a commit touches: something that reaches its users; only what its own build needs, in
 * `package.json`; or neither.
 */
export type Touch = 'published' | 'development' | 'nothing';

export interface CommitFacts {
  readonly hash: string;
  readonly message: string;
  readonly touch: Touch;
  /** A pre-release has it already. */
  readonly preReleased: boolean;
}

export interface Facts {
  /** The commit that is released, in full. */
  readonly base: string;
  readonly packages: readonly PackageFacts[];
}
