/** Options of `ContainerLogs.viaRouter()`. */
export interface ViaRouterOptions {
  /**
   * By what a destination tells containers apart: in CloudWatch the name of the stream, in Elasticsearch the field `tag`,
   * after `container.`. Letters, digits and `. _ - /`, and of Docker's placeholders `{{.Name}}`, `{{.ID}}`,
   * `{{.FullID}}` and `{{.DaemonName}}`.
   *
   * @default '{{.Name}}'
   */
  readonly tag?: string;

  /**
   * How many MiB of one container's output the Docker daemon keeps in its memory, which no task limits, while the router
   * is away: 1 to 256. What comes after that is lost.
   *
   * @default 8
   */
  readonly bufferLimitMiB?: number;

  /**
   * Labels of the container that travel with each line, besides those that ECS gives it: cluster, task, container, and
   * the family and revision of the task definition.
   *
   * @default - none
   */
  readonly labels?: string[];

  /**
   * Environment variables of the container that travel with each line. Name none that is a secret.
   *
   * @default - none
   */
  readonly environment?: string[];
}
