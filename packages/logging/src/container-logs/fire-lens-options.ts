import type { LogDestination } from '../destination/log-destination';

/** Options of `ContainerLogs.fireLens()`. */
export interface FireLensOptions {
  /**
   * Where the logs of this container go. `caCertificate` of Elasticsearch is refused: FireLens brings no files to its
   * router.
   */
  readonly destination: LogDestination;

  /**
   * The memory in MiB that a router of the task reserves, if this is the first container that asks for one: 32 to 4096.
   *
   * @default 64
   */
  readonly routerMemoryMiB?: number;
}
