import { type Duration, Token } from 'aws-cdk-lib/core';
import { REPAIR_BOUNDS, REPAIR_DEFAULTS, type RepairConfig } from './repair-config';
import { failure } from '../private/errors';

/** Options of `Repair.replace()`. */
export interface ReplaceOptions {
  /**
   * How long an instance drains that is not ready, before it is replaced; 2 minutes to 24 hours. One that is ready again
   * by then takes tasks as before.
   *
   * @default Duration.minutes(10)
   */
  readonly notReadyTimeout?: Duration;

  /**
   * How long ECS may be without the agent of an instance in service, before the instance is replaced; 2 minutes to 24
   * hours. ECS moves no task away from such an instance and cannot stop any.
   *
   * @default Duration.minutes(10)
   */
  readonly disconnectedTimeout?: Duration;
}

/**
 * What becomes of an instance in service that is not ready any more (a required systemd unit of it, a system container
 * above all, fails), whose agent ECS has lost, or that is gone and still listed; and of a group whose instances fail to
 * boot. In either case there are metrics and alarms.
 */
export class Repair {
  /**
   * Instances that are not ready drain, and are replaced if that lasts; so are those without their agent. At most a
   * tenth of a group, and at least one instance, is under repair at a time: what is wrong with more of them is nothing
   * that replacing would cure. Container instances without an instance are deregistered. After three failed boots in a
   * row the group launches no more, until a boot succeeds, a deployment changes what boots, or a person resumes it.
   *
   * Fails with `RepairTimeoutOutOfRange`.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
   */
  public static replace(options: ReplaceOptions = {}): Repair {
    const config = { ...REPAIR_DEFAULTS, ...withoutUndefined(options) };
    checkTimeout('notReadyTimeout', config.notReadyTimeout);
    checkTimeout('disconnectedTimeout', config.disconnectedTimeout);
    return new Repair({ acts: true, ...config });
  }

  /**
   * Nothing is drained, replaced, deregistered or suspended: metrics and alarms say what `replace()` would have done.
   * An instance that drains for `replace()` when you change to this keeps draining; set it ACTIVE yourself.
   */
  public static reportOnly(): Repair {
    return new Repair({ acts: false, ...REPAIR_DEFAULTS });
  }

  private constructor(private readonly config: RepairConfig) {}

  /** @internal */
  public _bind(): RepairConfig {
    return this.config;
  }
}

function withoutUndefined(options: ReplaceOptions): ReplaceOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function checkTimeout(prop: string, timeout: Duration): void {
  if (Token.isUnresolved(timeout)) {
    return;
  }
  const { min, max } = REPAIR_BOUNDS.timeoutMinutes;
  const minutes = timeout.toMinutes({ integral: false });
  if (!(minutes >= min && minutes <= max)) {
    throw failure(
      'RepairTimeoutOutOfRange',
      `${prop} of Repair.replace() must be ${min} minutes to ${max / 60} hours, got ${minutes} minutes; ` +
        `leave it out for ${REPAIR_DEFAULTS.notReadyTimeout.toMinutes()}`,
    );
  }
}
