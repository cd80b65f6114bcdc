/** A file on the instance. */
export interface HostFile {
  /** Absolute path; directories on the way are created. */
  readonly path: string;

  /** Written byte for byte, whatever it contains; it may hold tokens. It must hold no secret: user data is readable. */
  readonly content: string;

  /**
   * Permissions, octal; the owner is root.
   *
   * @default '644'
   */
  readonly mode?: string;
}
