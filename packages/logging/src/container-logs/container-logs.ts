import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { cloudWatchLogs } from './cloud-watch-logs';
import type { CloudWatchLogsOptions } from './cloud-watch-logs-options';
import { fireLens } from './fire-lens';
import type { FireLensOptions } from './fire-lens-options';
import { viaRouter } from './via-router';
import type { ViaRouterOptions } from './via-router-options';

/** Log drivers for the containers of task definitions: `logging` of `addContainer`. */
export abstract class ContainerLogs {
  /**
   * To the log router of the instance, and by it to the router's `containerLogs`. The container needs no permission and
   * no memory for it. Docker starts the container whether the router answers or not, keeps up to `bufferedLines` for
   * it, and sends when it does: the application never waits for its log.
   *
   * Whether there is such a router cannot be known here, as a task definition does not say on which instances it runs:
   * on a group without `LogRouter`, or with one without `containerLogs`, the lines are lost. Not for Fargate.
   */
  public static viaRouter(options: ViaRouterOptions = {}): ecs.LogDriver {
    return viaRouter(options);
  }

  /** To CloudWatch Logs, by Docker itself: where there is no router, or where a service wants a log group of its own. */
  public static cloudWatch(options: CloudWatchLogsOptions): ecs.LogDriver {
    return cloudWatchLogs(options);
  }

  /**
   * To a destination of the task's own, by a router inside the task (FireLens), which runs AWS for Fluent Bit unless the
   * task definition has one already. It costs memory for each task, and its role, not the instance's, is what writes.
   * Its own log goes to CloudWatch.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
   */
  public static fireLens(options: FireLensOptions): ecs.LogDriver {
    return fireLens(options);
  }
}
