import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Duration } from 'aws-cdk-lib/core';
import type { Carrier } from './carrier/carrier';
import type { SystemContainerImage } from './image/system-container-image';
import type { SystemContainerLog } from './log/system-container-log';
import type { SystemContainerMount } from './spec/system-container-mount';
import type { SystemContainerPort } from './spec/system-container-port';

/** Properties of `SystemContainer`. */
export interface SystemContainerProps {
  /**
   * What it is called: 1 to 48 lower-case letters, digits and hyphens, unique in its group. On an instance, both the
   * systemd unit and the Docker container are called `system-container-<containerName>`.
   */
  readonly containerName: string;

  /**
   * What it runs. A registry that is down must not be able to keep new instances from starting unnoticed: name the
   * image by digest, keep it in Amazon ECR (for images of others, with a pull-through cache), and bake what is
   * `required` into the AMI. See `SystemContainerImage`.
   */
  readonly image: SystemContainerImage;

  /**
   * The memory in MiB beyond which it is killed; at least 6. On boot, ECS places no tasks into this memory: it is
   * reserved when an instance registers for the first time, so a change replaces the instances.
   */
  readonly memoryLimitMiB: number;

  /**
   * Its share of the processor when that is busy: 1024 is one vCPU. On boot it is a weight against other containers and
   * reserves nothing: ECS knows no reservation of processors. In ECS it is what the task takes from the instance.
   *
   * @default - on boot Docker's own weight, 1024; in ECS nothing is taken
   */
  readonly cpu?: number;

  /**
   * The command, one word each.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * The entry point, one word each.
   *
   * @default - the image's
   */
  readonly entryPoint?: string[];

  /**
   * Environment variables. Values arrive byte for byte, whatever they contain, and may hold tokens. They must hold no
   * secret: user data and task definitions are readable, see `secrets`.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;

  /**
   * Environment variables whose values are secrets, read each time the container starts. They stand in no template, no
   * user data and no file of this library; Docker keeps the environment of a container, in a file that only root can
   * read, for as long as the container exists, as it does for tasks of ECS. For secrets that must stay in memory, take
   * `secretFiles`.
   *
   * @default - none
   */
  readonly secrets?: Record<string, ecs.Secret>;

  /**
   * Secrets as files, read each time the container starts: `/run/secrets/<name>` in the container, mounted read-only,
   * readable by every user in it and by root alone on the instance. They are kept in memory and removed when the
   * container ends. Only with `Carrier.onBoot()`: ECS has no such files.
   *
   * @default - none
   */
  readonly secretFiles?: Record<string, ecs.Secret>;

  /**
   * `BRIDGE`, or `HOST` for what must see the instance's network or the credentials of its role.
   *
   * @default ecs.NetworkMode.BRIDGE
   */
  readonly networkMode?: ecs.NetworkMode;

  /**
   * Ports that it listens on. On boot, ECS gives the ports of the host to no task: they are reserved when an instance
   * registers for the first time.
   *
   * @default - none
   */
  readonly ports?: SystemContainerPort[];

  /**
   * Files and directories of the instance that it sees.
   *
   * @default - none
   */
  readonly mounts?: SystemContainerMount[];

  /**
   * Files of text that it sees, read-only, by their absolute paths in the container: a configuration, a script. Contents
   * arrive byte for byte and may hold tokens, but no secret: see `secretFiles`. All containers of a group with their files
   * take at most 8 KB, compressed. Only with `Carrier.onBoot()`: ECS has no such files.
   *
   * @default - none
   */
  readonly files?: Record<string, string>;

  /**
   * How Docker finds out whether it works. On boot the command is run by `/bin/sh` of the image, also in the form `CMD`:
   * Docker's client knows no other. An image without a shell can bring a `HEALTHCHECK` of its own, unless it is
   * `required`.
   *
   * Give it a `startPeriod` on boot: until that ends or the container is healthy, Docker 25 and newer check each second;
   * otherwise the first check comes after a whole `interval`, and an instance waits for it.
   *
   * @default - on boot the image's own, if it has one; in ECS none
   */
  readonly healthCheck?: ecs.HealthCheck;

  /**
   * Whether an instance may only register with ECS once this container is healthy; it needs a `healthCheck`. An instance
   * on which it never becomes healthy takes no work, and its launch is given up. Once an instance has registered, a
   * container that fails is restarted and the instance keeps its work. Only with `Carrier.onBoot()`.
   *
   * @default false
   */
  readonly required?: boolean;

  /**
   * Names of system containers of the same group after which this one starts: when they are healthy (if they have no
   * health check, when they run), but two minutes later at the latest. They are an order and not a condition. Only with
   * `Carrier.onBoot()`.
   *
   * @default - none
   */
  readonly startAfter?: string[];

  /**
   * Where its output goes.
   *
   * @default SystemContainerLog.journald()
   */
  readonly log?: SystemContainerLog;

  /**
   * How long it may take to stop before it is killed: 1 second to 2 minutes.
   *
   * @default Duration.seconds(30)
   */
  readonly stopTimeout?: Duration;

  /**
   * The user it runs as, as Docker takes it: `1000`, `1000:1000`, `nobody`.
   *
   * @default - the image's
   */
  readonly user?: string;

  /**
   * Whether it may do on the instance whatever root may. Prefer `addCapabilities`.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * Whether its own file system is read-only; mounts keep their own `readOnly`.
   *
   * @default false
   */
  readonly readonlyRootFilesystem?: boolean;

  /**
   * Linux capabilities besides those that Docker gives.
   *
   * @default - none
   */
  readonly addCapabilities?: ecs.Capability[];

  /**
   * Linux capabilities that Docker gives and it does not need.
   *
   * @default - none
   */
  readonly dropCapabilities?: ecs.Capability[];

  /**
   * Whether it sees the processes of the instance and of other containers.
   *
   * @default false
   */
  readonly hostPid?: boolean;

  /**
   * What it may do in AWS. In ECS the statements belong to the role of its task. On boot they belong to the role of the
   * instance, which a container reaches only in `HOST` network mode, and which it shares with whatever else does.
   * Reading the image, the secrets and writing the log need nothing here.
   *
   * @default - nothing
   */
  readonly policyStatements?: iam.PolicyStatement[];

  /**
   * What runs it on every instance: systemd and Docker from the boot on, or ECS.
   *
   * @default Carrier.onBoot()
   */
  readonly carrier?: Carrier;
}
