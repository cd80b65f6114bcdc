import { Duration } from 'aws-cdk-lib/core';
import type { ServiceHealthCheck } from './service-health-check';
import { failure } from '../private/errors';
import { checkNumber, checkSeconds } from '../shared/checks';
import { BOUNDS, HEALTH_CHECK } from '../shared/defaults';

/** A health check without gaps. */
export interface CompleteHealthCheck {
  readonly interval: Duration;
  readonly timeout: Duration;
  readonly healthyThresholdCount: number;
  readonly unhealthyThresholdCount: number;
}

/** A health check with its gaps filled, or a failure on what Elastic Load Balancing would refuse when it is deployed. */
export function completed(check: ServiceHealthCheck = {}): CompleteHealthCheck {
  const { path } = check;
  if (path !== undefined && !path.startsWith('/')) {
    throw failure('HealthCheckPathInvalid', `healthCheck.path must begin with a slash, got '${path}'`);
  }
  const threshold = BOUNDS.healthCheckThreshold;
  checkNumber('healthCheck.healthyThreshold', check.healthyThreshold, threshold, 'leave it out for 2');
  checkNumber('healthCheck.unhealthyThreshold', check.unhealthyThreshold, threshold, 'leave it out for 3');
  return {
    ...times(check),
    healthyThresholdCount: check.healthyThreshold ?? HEALTH_CHECK.healthyThreshold,
    unhealthyThresholdCount: check.unhealthyThreshold ?? HEALTH_CHECK.unhealthyThreshold,
  };
}

function times(check: ServiceHealthCheck): { interval: Duration; timeout: Duration } {
  checkSeconds('healthCheck.interval', check.interval, BOUNDS.healthCheckIntervalSeconds, 'leave it out for 10');
  checkSeconds('healthCheck.timeout', check.timeout, BOUNDS.healthCheckTimeoutSeconds, 'leave it out for 5');
  const interval = check.interval ?? HEALTH_CHECK.interval;
  if (interval.isUnresolved() || check.timeout?.isUnresolved()) {
    return { interval, timeout: check.timeout ?? HEALTH_CHECK.timeout };
  }
  const seconds = interval.toSeconds();
  const timeout = check.timeout ?? Duration.seconds(Math.min(HEALTH_CHECK.timeout.toSeconds(), seconds - 1));
  if (timeout.toSeconds() >= seconds) {
    throw failure(
      'HealthCheckTimeoutTooLong',
      `healthCheck.timeout must be shorter than the interval of ${seconds} seconds, got ${timeout.toSeconds()}; ` +
        `raise healthCheck.interval or leave the timeout out`,
    );
  }
  return { interval, timeout };
}
