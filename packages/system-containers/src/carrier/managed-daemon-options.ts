/** Options of `Carrier.managedDaemon()`. */
export interface ManagedDaemonOptions {
  /**
   * What share of the instances a change drains and replaces at a time, in percent: 1 to 100.
   *
   * @default - ECS's own, 25
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-deployments.html
   */
  readonly drainPercent?: number;
}
