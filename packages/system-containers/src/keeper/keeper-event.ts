/** What a rule hands to the keeper: where to look, and nothing of what happened there. */
export interface KeeperEvent {
  /** ARN of a container instance; all of the group, when it is left out. */
  readonly instance?: string;
}
