import type * as instances from '@ecs-groundwork/instances';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Rollout } from './rollout';
import type { RolloutConcurrency } from './rollout-concurrency';
import { failure } from '../private/errors';

/**
 * How changes of the system containers that a group runs on boot reach its running instances: on a few at a time, in
 * place, until one refuses. Then the deployment fails, CloudFormation rolls it back, and instances that had changed
 * return to what they ran before. Tasks keep running all the while.
 *
 * A roll-out that takes longer than CloudFormation waits (50 minutes) goes on after the deployment; the alarm says when
 * it ends badly.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/send-commands-multiple.html
 *
 * @example
 * const rollout = systemContainers.GroupRollout.of(group);
 * rollout.limitTo(systemContainers.RolloutConcurrency.instances(2));
 * rollout.alarm.addAlarmAction(new actions.SnsAction(topic));
 */
export class GroupRollout {
  /**
   * The roll-out of a group. Fails with `GroupRolloutUnknown` when the group has no system container with
   * `Carrier.onBoot()` yet.
   */
  public static of(group: instances.IInstanceGroup): GroupRollout {
    const rollout = group.node.findAll().find((child): child is Rollout => child instanceof Rollout);
    if (rollout === undefined) {
      throw failure(
        'GroupRolloutUnknown',
        `group '${group.instanceGroupName}' has no system container with Carrier.onBoot(); ` +
          'contribute one before you ask for its roll-out',
      );
    }
    return new GroupRollout(rollout);
  }

  private constructor(private readonly rollout: Rollout) {}

  /**
   * In alarm while instances refuse what they should run and no deployment is there to fail: after a roll-out that
   * outlived its deployment, or when an instance missed a change and then cannot follow. Give it an action.
   */
  public get alarm(): cloudwatch.Alarm {
    return this.rollout.alarm;
  }

  /** Where the functions say what they did and why, for all groups of the stack; kept for 30 days. */
  public get logGroup(): logs.ILogGroup {
    return this.rollout.logGroup;
  }

  /**
   * On how many instances system containers change at the same time. On those there is a gap, as long as it takes to
   * stop the old container and to start the new one, so it is also how much of the group may be without it.
   *
   * @default RolloutConcurrency.percent(10)
   */
  public limitTo(concurrency: RolloutConcurrency): void {
    this.rollout.limitTo(concurrency);
  }

  /**
   * How many instances refuse what they should run, looked at every 15 minutes and whenever a command has ended; it has
   * no data while a deployment is at it.
   *
   * @default - maximum over 15 minutes
   */
  public metricRefused(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.rollout.metricRefused(options);
  }
}
