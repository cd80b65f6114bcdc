import { AwsError } from '../service';

/**
 * Whatever a service threw, as an error of AWS's. A call that failed inside another service keeps that service's code
 * and words, as AWS does it; anything else is a defect of local AWS and is logged with its stack.
 */
export function awsErrorOf(error: unknown, logDefect: (stack: string) => void): AwsError {
  if (error instanceof AwsError) {
    return error;
  }
  if (isServiceException(error)) {
    return new AwsError(error.Code ?? error.name, error.message, error.$metadata.httpStatusCode ?? 400);
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  logDefect(stack ?? message);
  // 501, not 500: SDKs repeat what fails with 500, and a defect stays one
  return new AwsError('InternalFailure', `Local AWS failed: ${message}`, 501);
}

interface ServiceException extends Error {
  readonly $fault: 'client' | 'server';
  /** AWS's code, where the name of the SDK's class differs from it. */
  readonly Code?: string;
  readonly $metadata: { readonly httpStatusCode?: number };
}

/** Every SDK client has an exception class of its own; these two members tell them all. */
function isServiceException(error: unknown): error is ServiceException {
  return error instanceof Error && '$fault' in error && '$metadata' in error;
}
