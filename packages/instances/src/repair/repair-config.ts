import { Duration } from 'aws-cdk-lib/core';

/** What a strategy comes down to. */
export interface RepairConfig {
  readonly acts: boolean;
  readonly notReadyTimeout: Duration;
  readonly disconnectedTimeout: Duration;
}

/** What repair does when nothing is said; a test holds the README to it. */
export const REPAIR_DEFAULTS = {
  notReadyTimeout: Duration.minutes(10),
  disconnectedTimeout: Duration.minutes(10),
} as const;

/** Bounds, used by the check and by its text. An agent reconnects several times an hour, within seconds. */
export const REPAIR_BOUNDS = {
  timeoutMinutes: { min: 2, max: 24 * 60 },
} as const;
