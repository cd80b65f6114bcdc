import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as logs from 'aws-cdk-lib/aws-logs';

/** Options of `ContainerLogs.cloudWatch()`. */
export interface CloudWatchLogsOptions {
  /** How the names of the streams begin; the container's name and the task's id follow. */
  readonly streamPrefix: string;

  /**
   * The log group.
   *
   * @default - a new one for the container, with a generated name and 30 days of retention, which is kept when the
   *   container is removed
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * What happens when CloudWatch does not take the lines as fast as the container writes them: they are dropped
   * (`NON_BLOCKING`), or the container waits (`BLOCKING`), which stops the application when CloudWatch cannot be
   * reached. ECS's own default has changed over time, so it is always said.
   *
   * @default AwsLogDriverMode.NON_BLOCKING
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
   */
  readonly mode?: ecs.AwsLogDriverMode;

  /**
   * How many MiB of lines may wait in the memory of the Docker daemon: 1 to 256. Only without `BLOCKING`, else it fails
   * with `BufferOfBlockingLogs`.
   *
   * @default 25
   */
  readonly bufferLimitMiB?: number;
}
