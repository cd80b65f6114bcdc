import type * as systemContainers from '@ecs-groundwork/system-containers';
import type { LogDestination } from '../destination/log-destination';
import type { HostLogGroups } from '../host-logs/host-log-groups';

/** Properties of `LogRouter`. */
export interface LogRouterProps {
  /**
   * The log groups for the logs of hosts. Give the same to several groups, or to routers of several clusters, and they
   * share them; each instance has streams of its own.
   *
   * @default - new ones for each instance group, with the defaults of `HostLogGroups`
   */
  readonly hostLogs?: HostLogGroups;

  /**
   * Where the logs go of containers that log by `ContainerLogs.viaRouter()`.
   *
   * @default - the router takes no logs of containers
   */
  readonly containerLogs?: LogDestination;

  /**
   * Fluent Bit, 4.1 or newer, in an image that has a shell, `cat` and `curl`, runs as root, and has Fluent Bit in
   * `/fluent-bit/bin`: AWS's own, of version 3.0.1 or newer, or one made from it. Copy AWS's image to a repository of
   * your own and name it by digest, and no other party can keep your instances from starting; instances without a way
   * to the internet need that anyway.
   *
   * @default - AWS for Fluent Bit 3.4.15, from public.ecr.aws
   */
  readonly image?: systemContainers.SystemContainerImage;

  /**
   * The memory in MiB beyond which the router is killed and started again: 96 to 4096. ECS places no tasks into it. A
   * quarter of it, at most, holds records; the rest of these waits on disk.
   *
   * @default 192
   */
  readonly memoryLimitMiB?: number;

  /**
   * How many MiB of logs of containers may wait on the root volume while their destination does not take them: 16 to
   * 102400. Beyond that the oldest are dropped, and counted: `HostLogGroups.metricDroppedRecords()`. Logs of the host
   * may take 256 MiB besides. Records that were refused for about twenty hours are
   * dropped as well. Only with `containerLogs`, else it fails with `BufferWithoutContainerLogs`.
   *
   * @default 1024
   */
  readonly containerLogBufferMiB?: number;
}
