import type { Duration } from 'aws-cdk-lib/core';
import type { AgentLogLevel } from './agent-log-level';
import type { ImageCleanup } from './image-cleanup';
import type { ImagePullBehavior } from './image-pull-behavior';

/**
 * The ECS agent's configuration on the instances of a group: `/etc/ecs/ecs.config`, which is written whole at the first
 * boot. What the cluster, the group and the contributions decide (cluster, attributes, IMDS, Spot draining, host port
 * range, tags) is added to it. A change replaces the instances: the agent reads most of it only when it first registers.
 *
 * Answers "ECS configuration" of terraform-ecs. An AMI's own lines belong into `/var/lib/ecs/ecs.config`, which the
 * agent reads before this file.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export interface AgentConfiguration {
  /**
   * Memory in MiB in which ECS places no tasks: for the operating system, Docker, the agent and daemons of your own. It
   * does not limit what they use. Contributions add theirs; if together they leave no room for tasks on the smallest type
   * of the group, that fails with `ReservedMemoryTooLarge` (types newer than this library's table are not checked).
   *
   * @default 256
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
   */
  readonly reservedMemoryMiB?: number;

  /**
   * TCP ports of the host that no task may ask for, besides 22, 2375, 2376, 51678 and 51679, which always are. Not
   * within `DynamicPortRange`.
   *
   * @default - none
   */
  readonly reservedPorts?: number[];

  /**
   * UDP ports of the host that no task may ask for. Not within `DynamicPortRange`.
   *
   * @default - none
   */
  readonly reservedUdpPorts?: number[];

  /**
   * When the registry is asked for an image.
   *
   * @default ImagePullBehavior.DEFAULT
   */
  readonly imagePullBehavior?: ImagePullBehavior;

  /**
   * How long the pull of an image may take.
   *
   * @default Duration.hours(2)
   */
  readonly imagePullTimeout?: Duration;

  /**
   * How unused images are removed.
   *
   * @default - the agent's defaults, see `ImageCleanup`
   */
  readonly imageCleanup?: ImageCleanup;

  /**
   * How long the containers of a stopped task are kept, with their file systems and logs; at least 1 second. Shorten it
   * where many short tasks fill the volume.
   *
   * @default Duration.hours(3)
   */
  readonly taskCleanupWait?: Duration;

  /**
   * How long the start of a container may take, at least 45 seconds.
   *
   * @default Duration.minutes(3)
   */
  readonly containerStartTimeout?: Duration;

  /**
   * How long a container that was told to stop may take before it is killed, at least 1 second. A task definition's
   * own `stopTimeout` goes before it.
   *
   * @default Duration.seconds(30)
   */
  readonly containerStopTimeout?: Duration;

  /**
   * Docker log drivers that tasks may use, besides json-file, syslog, awslogs, fluentd and none.
   *
   * @default - none
   */
  readonly logDrivers?: string[];

  /**
   * Whether every container gets a file with its metadata (`ECS_CONTAINER_METADATA_FILE`).
   *
   * @default false
   */
  readonly containerMetadataFile?: boolean;

  /**
   * Whether tasks may run privileged containers.
   *
   * @default true
   */
  readonly privilegedContainers?: boolean;

  /**
   * Whether tasks in host network mode get the credentials of their task role.
   *
   * @default true
   */
  readonly taskRolesOnHostNetwork?: boolean;

  /**
   * How much the agent logs.
   *
   * @default AgentLogLevel.INFO
   */
  readonly logLevel?: AgentLogLevel;

  /**
   * Any further setting of the agent (`ECS_…`), as it stands in the file. A setting that has a property here or on the
   * group fails, and so does what holds a secret: user data is readable, see `RegistryAuth`.
   *
   * @default - none
   */
  readonly settings?: Record<string, string>;
}
