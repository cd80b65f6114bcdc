import { AwsError } from '../service';

/** The error that CloudFormation gives for nearly everything that is wrong with a request. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** A template that does not hold together. */
export function templateError(message: string): AwsError {
  return validationError(`Template error: ${message}`);
}

/** A template that is not in the form of one. */
export function formatError(message: string): AwsError {
  return validationError(`Template format error: ${message}`);
}

/** Something that AWS does and local AWS does not. */
export function unsupported(what: string): AwsError {
  return validationError(`Local AWS does not support ${what}`);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
