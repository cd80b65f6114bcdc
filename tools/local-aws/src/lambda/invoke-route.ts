import { AwsError } from '../service';
import type { Reply, Request, Route } from '../server';
import type { AsyncInvoker } from './async-invoker';
import { describeFunction } from './function-configuration';
import type { Clients } from '../clients';
import type { InvocationReport, LambdaRunner } from './runner';

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
/** Lambda's limits for the event of a waiting caller, and of one that does not wait. */
const MOST_BYTES = { RequestResponse: 6_291_456, Event: 1_048_576 };
const LOG_TAIL_BYTES = 4096;

/** Lambda's `Invoke`: the one action of Lambda that moto cannot answer without containers. */
export function invokeRoute(lambda: Clients['lambda'], runner: LambdaRunner, later: AsyncInvoker): Route {
  return {
    matches: ({ method, path }) => method === 'POST' && PATH.test(path),
    handle: async (request) => {
      const id = functionId(request);
      const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
      switch (type) {
        case 'RequestResponse':
          return completed(await runner.invoke(id, payloadOf(request, type)), request);
        case 'Event':
          await later.accept(id, payloadOf(request, type));
          return { status: 202, headers: {}, body: '' };
        case 'DryRun':
          await describeFunction(lambda, id);
          return { status: 204, headers: {}, body: '' };
        default:
          throw new AwsError('InvalidParameterValueException', `Unknown invocation type ${String(type)}`);
      }
    },
  };
}

function functionId({ path, query }: Request): string {
  const name = decodeURIComponent(PATH.exec(path)?.[1] ?? '');
  const qualifier = query.get('Qualifier');
  return qualifier === null ? name : `${name}:${qualifier}`;
}

function payloadOf({ body }: Request, type: keyof typeof MOST_BYTES): unknown {
  if (body.length > MOST_BYTES[type]) {
    throw new AwsError(
      'RequestTooLargeException',
      `${body.length} byte payload is too large for the ${type} invocation type (limit ${MOST_BYTES[type]} bytes)`,
      413,
    );
  }
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${String(error)}`);
  }
}

function completed({ result, error, fn, log }: InvocationReport, { headers }: Request): Reply {
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-amz-executed-version': fn.version,
      ...(error && { 'x-amz-function-error': 'Unhandled' }),
      ...(headers['x-amz-log-type'] === 'Tail' && { 'x-amz-log-result': tail(log) }),
    },
    body: error ? JSON.stringify(error) : result,
  };
}

function tail(log: readonly string[]): string {
  return Buffer.from(log.join('\n')).subarray(-LOG_TAIL_BYTES).toString('base64');
}
