import { AwsError } from '../../service';
import { messageOf } from '../errors';

/** A failure whose message is the whole reason that AWS shows, as it stands. */
export class PlainFailure extends Error {}

/** The operation was stopped while the resource was still being worked on. */
export class Cancelled extends PlainFailure {}

/** A resource did not become ready in time. */
export class NotStabilized extends Error {}

interface ServiceFailure extends Error {
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** The reason in a resource's event, in the form of CloudFormation's resource handlers. */
export function failureReason(error: unknown, resourceType: string, requestToken: string): string {
  if (error instanceof PlainFailure || error instanceof AwsError) {
    return error.message;
  }
  const message = isServiceFailure(error) ? serviceMessage(error, resourceType) : messageOf(error);
  return `Resource handler returned message: "${message}" (RequestToken: ${requestToken}, HandlerErrorCode: ${handlerErrorCode(error)})`;
}

/** Whether the failure came from a service, and not from a mistake in local AWS itself. */
export function isServiceFailure(error: unknown): error is ServiceFailure {
  return error instanceof Error && '$metadata' in error;
}

function serviceMessage(error: ServiceFailure, resourceType: string): string {
  const [, service = ''] = resourceType.split('::');
  const { httpStatusCode, requestId } = error.$metadata;
  // AWS writes `Ec2` and `Iam`, but `AutoScaling`.
  const name = service === service.toUpperCase() ? service.charAt(0) + service.slice(1).toLowerCase() : service;
  return `${error.message} (Service: ${name}, Status Code: ${httpStatusCode ?? 0}, Request ID: ${requestId ?? 'unknown'})`;
}

function handlerErrorCode(error: unknown): string {
  if (error instanceof NotStabilized) {
    return 'NotStabilized';
  }
  const name = error instanceof Error ? error.name : '';
  if (/AlreadyExists|Duplicate|AlreadyInUse|EntityAlreadyExists|BucketAlreadyOwnedByYou/.test(name)) {
    return 'AlreadyExists';
  }
  if (/NotFound|NoSuch|DoesNotExist|NonExistent/.test(name)) {
    return 'NotFound';
  }
  if (/LimitExceeded|QuotaExceeded/.test(name)) {
    return 'ServiceLimitExceeded';
  }
  return isServiceFailure(error) ? 'InvalidRequest' : 'GeneralServiceException';
}
