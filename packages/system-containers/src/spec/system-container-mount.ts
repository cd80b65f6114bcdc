/** A file or directory of the instance that a system container sees. */
export interface SystemContainerMount {
  /** Where it is on the instance; it must exist. */
  readonly sourcePath: string;

  /** Where the container sees it. */
  readonly containerPath: string;

  /**
   * Whether the container cannot change it.
   *
   * @default true
   */
  readonly readOnly?: boolean;
}
