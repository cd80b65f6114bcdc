import type { Duration } from 'aws-cdk-lib/core';

/**
 * How a load balancer tells whether a task can take work. It always asks on the port that it sends to: host ports of
 * containers differ from task to task.
 */
export interface ServiceHealthCheck {
  /**
   * The path that is asked for, beginning with a slash.
   *
   * @default '/'; with gRPC AWS's own '/AWS.ALB/healthcheck'; of a Network Load Balancer none: it only connects
   */
  readonly path?: string;

  /**
   * The status codes that mean healthy, for example `200-399` or `200,204`; with gRPC its codes, for example `0`.
   *
   * @default '200'; with gRPC '12': the container is there and does not know AWS's own path
   */
  readonly healthyCodes?: string;

  /**
   * How often, 5 to 300 seconds.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * How long an answer may take, 2 to 120 seconds and shorter than `interval`.
   *
   * @default Duration.seconds(5); with an interval of 5 seconds 4
   */
  readonly timeout?: Duration;

  /**
   * After how many good answers in a row a task takes work, 2 to 10.
   *
   * @default 2
   */
  readonly healthyThreshold?: number;

  /**
   * After how many bad answers in a row a task takes none, 2 to 10. ECS then replaces it.
   *
   * @default 3
   */
  readonly unhealthyThreshold?: number;
}
