import type * as ecs from 'aws-cdk-lib/aws-ecs';

/** A port of a system container. */
export interface SystemContainerPort {
  /** Where the container listens: 1 to 65535. */
  readonly containerPort: number;

  /**
   * The port of the host by which it is reached; below the range from which tasks get theirs. In `HOST` network mode it
   * is `containerPort`.
   *
   * @default - `containerPort`
   */
  readonly hostPort?: number;

  /**
   * TCP or UDP.
   *
   * @default ecs.Protocol.TCP
   */
  readonly protocol?: ecs.Protocol;

  /**
   * The IPv4 address of the host on which it is reached: `127.0.0.1` for the instance alone. Only with
   * `Carrier.onBoot()`: ECS publishes on every address. Not in `HOST` network mode, where the container itself decides
   * on which address it listens.
   *
   * @default - every address
   */
  readonly hostAddress?: string;
}
