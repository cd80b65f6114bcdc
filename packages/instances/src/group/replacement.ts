import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type Duration, Token } from 'aws-cdk-lib/core';
import { BOUNDS, DEFAULTS } from './defaults';
import { failure } from '../private/errors';

/** Options of `Replacement.instanceRefresh()`. */
export interface InstanceRefreshOptions {
  /**
   * How much of the desired capacity must be in service all along, in percent. 100 launches before it terminates.
   *
   * @default 100
   */
  readonly minHealthyPercentage?: number;

  /**
   * How much of the desired capacity may run at the same time, in percent, 100 to 200: the difference to
   * `minHealthyPercentage` is how many instances are replaced at once, at least one.
   *
   * @default 110
   */
  readonly maxHealthyPercentage?: number;

  /**
   * How long an instance runs before the next one is replaced. An instance counts from its registration with ECS on,
   * so this is time to watch it, not time to boot.
   *
   * @default Duration.seconds(0)
   */
  readonly instanceWarmup?: Duration;

  /**
   * Percentages of the group at which the refresh pauses for `checkpointDelay`, ascending, the last one 100.
   *
   * @default - no pause
   */
  readonly checkpointPercentages?: number[];

  /**
   * How long the refresh pauses at a checkpoint.
   *
   * @default Duration.hours(1)
   */
  readonly checkpointDelay?: Duration;

  /**
   * How long the alarms are watched after the last instance before the deployment counts as successful.
   *
   * @default Duration.seconds(0)
   */
  readonly bakeTime?: Duration;

  /**
   * A refresh during which one of these alarms goes off fails, and CloudFormation rolls back: by a second refresh.
   *
   * @default - none
   */
  readonly alarms?: cloudwatch.IAlarm[];
}

/**
 * How a change of the launch template (AMI, instance type, agent configuration, boot) reaches instances that run.
 *
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html
 */
export class Replacement {
  /**
   * CloudFormation starts an instance refresh and waits for it: new instances join, old ones are drained by ECS and
   * terminated. Tasks that stop slowly hold the deployment up (ECS gives a draining instance up to 48 hours).
   *
   * Fails with `HealthyPercentageOutOfRange` if the percentages leave nothing to replace or exceed EC2's bounds.
   */
  public static instanceRefresh(options: InstanceRefreshOptions = {}): Replacement {
    checkPercentages(options);
    return new Replacement(
      autoscaling.UpdatePolicy.instanceRefresh({
        strategy: autoscaling.InstanceRefreshStrategy.ROLLING,
        // managed termination protection protects every instance with tasks: by default the refresh would wait an
        // hour for the protection to end, and fail
        scaleInProtectedInstances: autoscaling.ScaleInProtectedInstances.REFRESH,
        minHealthyPercentage: options.minHealthyPercentage ?? DEFAULTS.minHealthyPercentage,
        maxHealthyPercentage: options.maxHealthyPercentage ?? DEFAULTS.maxHealthyPercentage,
        instanceWarmup: options.instanceWarmup ?? DEFAULTS.instanceWarmup,
        checkpointPercentages: options.checkpointPercentages,
        checkpointDelay: options.checkpointDelay,
        bakeTime: options.bakeTime,
        alarms: options.alarms,
      }),
    );
  }

  /**
   * Running instances stay as they are. Only instances launched later get the change: a group can run two
   * configurations side by side until you replace the old instances yourself.
   */
  public static none(): Replacement {
    return new Replacement(undefined);
  }

  private constructor(private readonly updatePolicy: autoscaling.UpdatePolicy | undefined) {}

  /** @internal */
  public _bind(): autoscaling.UpdatePolicy | undefined {
    return this.updatePolicy;
  }
}

function checkPercentages(options: InstanceRefreshOptions): void {
  const low = options.minHealthyPercentage ?? DEFAULTS.minHealthyPercentage;
  const high = options.maxHealthyPercentage ?? DEFAULTS.maxHealthyPercentage;
  if (Token.isUnresolved(low) || Token.isUnresolved(high)) {
    return;
  }
  const { min, max } = BOUNDS.percentage;
  if (!(low >= min && low <= max)) {
    throw failure('HealthyPercentageOutOfRange', `minHealthyPercentage must be ${min} to ${max}, got ${low}`);
  }
  const upper = BOUNDS.maxHealthyPercentage;
  if (!(high >= upper.min && high <= upper.max)) {
    throw failure(
      'HealthyPercentageOutOfRange',
      `maxHealthyPercentage must be ${upper.min} to ${upper.max}, got ${high}`,
    );
  }
  if (high - low > 100) {
    throw failure(
      'HealthyPercentageOutOfRange',
      `maxHealthyPercentage (${high}) may exceed minHealthyPercentage (${low}) by at most 100; raise minHealthyPercentage`,
    );
  }
}
