import type { AwsError } from '../service';
import type { Reply } from './http';

/** An error as REST-JSON services such as Lambda write it. */
export function restJsonError(error: AwsError): Reply {
  return {
    status: error.statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
    body: JSON.stringify({
      Type: error.statusCode < 500 ? 'User' : 'Service',
      Message: error.message,
      message: error.message,
    }),
  };
}
