import type { Duration } from 'aws-cdk-lib/core';

/**
 * How the agent removes images that no task uses any more.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/automated_image_cleanup.html
 */
export interface ImageCleanup {
  /**
   * Whether images are removed at all; without it the volume fills up with every deployment.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Time between two rounds, at least 10 minutes.
   *
   * @default Duration.minutes(30)
   */
  readonly interval?: Duration;

  /**
   * How long ago an image must have been pulled before it may be removed.
   *
   * @default Duration.hours(1)
   */
  readonly minimumAge?: Duration;

  /**
   * How many images a round removes at most.
   *
   * @default 5
   */
  readonly imagesPerRound?: number;
}
