import type { AwsError } from '../service';
import type { Reply, Request, RequestHead } from './http';
import { jsonProtocol } from './json-protocol';
import { ec2Error, queryProtocol, s3Error } from './query-protocol';
import { restJsonError } from './rest-json';

/** One call as it was read from a request. */
export interface Call {
  readonly action: string;
  /** What the reply has to repeat: the API's version, or the content type. */
  readonly version: string;
  readonly input: Record<string, unknown>;
}

/** How a service's calls, replies and errors are written. */
export interface Protocol {
  read(request: Request): Call;
  reply(service: string, call: Call, output: Record<string, unknown>, requestId: string): Reply;
  error(error: AwsError, requestId: string): Reply;
}

/** The protocol of a call that names its action, or undefined: a REST API, known by method and path. */
export function protocolOf(head: RequestHead): Protocol | undefined {
  if (head.headers['x-amz-target'] !== undefined) {
    return jsonProtocol;
  }
  return isForm(head) || head.query.has('Action') ? queryProtocol : undefined;
}

/** An error in the form that the caller of this service expects, whichever way the service is called. */
export function errorReply(head: RequestHead, error: AwsError, requestId: string): Reply {
  if (head.service === 'ec2') {
    return ec2Error(error, requestId);
  }
  if (head.service === 's3') {
    return s3Error(error, requestId);
  }
  return protocolOf(head)?.error(error, requestId) ?? restJsonError(error);
}

/** What a request asks for, in words: its action if it names one, else method and path. */
export function actionOf(request: Request): string {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    return target.slice(target.lastIndexOf('.') + 1);
  }
  const form = isForm(request) ? new URLSearchParams(request.body.toString('utf8')) : request.query;
  return form.get('Action') ?? request.query.get('x-id') ?? `${request.method} ${request.path}`;
}

function isForm({ headers }: RequestHead): boolean {
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
}
