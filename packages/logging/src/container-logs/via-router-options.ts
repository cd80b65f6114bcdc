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
   * How many lines of one container the Docker daemon keeps in its memory, which no task limits, while the router is
   * away: 64 to 262144. What comes after that is lost. A line takes what it is long, up to 16 KB, and some hundred bytes
   * for its labels.
   *
   * @default 8192
   * @see https://docs.docker.com/engine/logging/drivers/fluentd/#fluentd-buffer-limit
   */
  readonly bufferedLines?: number;

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
