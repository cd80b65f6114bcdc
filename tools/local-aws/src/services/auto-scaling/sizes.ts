import { AwsError } from '../../service';
import type { Group } from './model';

/** Sets a group's size after AWS's checks. */
export function resize(group: Group, size: { min?: number; max?: number; desired?: number }): void {
  const min = size.min ?? group.minSize;
  const max = size.max ?? group.maxSize;
  checkBounds(min, max);
  // Without a desired capacity AWS moves it just as far as the new bounds demand.
  const desired = size.desired ?? Math.min(max, Math.max(min, group.desiredCapacity));
  checkDesired(desired, min, max);
  Object.assign(group, { minSize: min, maxSize: max, desiredCapacity: desired });
}

export function checkBounds(min: number, max: number): void {
  if (max < min) {
    throw new AwsError('ValidationError', `Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
  }
}

export function checkDesired(desired: number, min: number, max: number): void {
  if (desired < min || desired > max) {
    throw new AwsError(
      'ValidationError',
      `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`,
    );
  }
}
