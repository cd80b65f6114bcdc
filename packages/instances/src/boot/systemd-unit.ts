/** A systemd unit on the instance, in `/etc/systemd/system`. It is enabled and started if it has an `[Install]` section. */
export interface SystemdUnit {
  /** With its suffix: `log-router.service`. */
  readonly name: string;

  /** The unit file; it may hold tokens. */
  readonly content: string;

  /**
   * Whether an instance may only register with ECS once this unit is active (and `readyCommand` succeeds). An instance
   * on which that never comes true takes no task. After the registration the unit's state no longer matters to the
   * agent: stopping it on a live host would harm running tasks.
   *
   * @default false
   */
  readonly requiredForRegistration?: boolean;

  /**
   * A shell command that must succeed once before the instance registers, tried every second: a unit that runs a
   * container is active long before the container is healthy. Only with `requiredForRegistration`.
   *
   * @default - active is enough
   */
  readonly readyCommand?: string;
}
