import { randomUUID } from 'node:crypto';
import type { CustomResourceRequest, CustomResourceResponse, CustomResourceRunner } from '../cloudformation/ports';
import { serviceOf } from '../events/messenger';
import type { Reply, Request, Route } from '../server';
import { AwsError } from '../service';
import type { AsyncInvoker } from './async-invoker';
import type { FunctionError } from './invocation';

const PATH = /^\/custom-resource-response\/([0-9a-f-]+)$/;
const MOST_RESPONSE_BYTES = 4096;

export interface CustomResourcesOptions {
  readonly invoker: Pick<AsyncInvoker, 'deliver'>;
  /** The address of local AWS, to which providers answer. */
  readonly endpoint: string;
}

/** Takes custom resources' events to their Lambda functions and waits for what these put to the response URL. */
export class CustomResources implements CustomResourceRunner {
  private readonly waiting = new Map<string, (response: CustomResourceResponse) => void>();

  public constructor(private readonly options: CustomResourcesOptions) {}

  /** Where providers answer. */
  public readonly route: Route = {
    matches: ({ method, path }) => method === 'PUT' && PATH.test(path),
    handle: async (request) => this.receive(request),
  };

  /** Waits for the provider's answer until `signal` is aborted; how long a provider may take, CloudFormation says. */
  public async request(event: CustomResourceRequest, signal: AbortSignal): Promise<CustomResourceResponse> {
    if (serviceOf(event.ServiceToken) !== 'lambda') {
      throw new AwsError(
        'UnsupportedOperation',
        `Local AWS plays custom resources of Lambda functions only, not of ${event.ServiceToken}`,
        501,
      );
    }
    const id = randomUUID();
    const answer = new Promise<CustomResourceResponse>((resolve) => this.waiting.set(id, resolve));
    try {
      return await Promise.race([answer, this.failure(event, id), aborted(signal)]);
    } finally {
      this.waiting.delete(id);
    }
  }

  /** A function that failed for good will not answer any more, so there is no use in waiting for the time-out. */
  private async failure(event: CustomResourceRequest, id: string): Promise<never> {
    const ResponseURL = `${this.options.endpoint}/custom-resource-response/${id}`;
    const { error } = await this.options.invoker.deliver(event.ServiceToken, { ...event, ResponseURL });
    if (error) {
      throw unanswered(event, error);
    }
    return new Promise(() => undefined);
  }

  private receive({ path, body }: Request): Reply {
    const id = PATH.exec(path)?.[1] ?? '';
    this.waiting.get(id)?.(responseOf(body));
    return { status: 200, headers: {}, body: '' };
  }
}

function responseOf(body: Buffer): CustomResourceResponse {
  if (body.length > MOST_RESPONSE_BYTES) {
    return { Status: 'FAILED', Reason: 'Response object is too long.' };
  }
  let response: Partial<CustomResourceResponse>;
  try {
    response = JSON.parse(body.toString('utf8')) as CustomResourceResponse;
  } catch {
    return { Status: 'FAILED', Reason: 'Invalid response: it is not JSON' };
  }
  const { Status } = response;
  return Status === 'SUCCESS' || Status === 'FAILED'
    ? { ...response, Status }
    : { Status: 'FAILED', Reason: `Invalid response: Status must be SUCCESS or FAILED, got ${String(Status)}` };
}

function unanswered({ RequestId }: CustomResourceRequest, { errorType, errorMessage }: FunctionError): AwsError {
  return new AwsError(
    'NotStabilized',
    `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${RequestId}]. ` +
      `The function ended with ${errorType}: ${errorMessage}`,
  );
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () =>
      reject(signal.reason instanceof Error ? signal.reason : new Error('CloudFormation no longer waits'));
    if (signal.aborted) {
      stop();
    } else {
      signal.addEventListener('abort', stop, { once: true });
    }
  });
}
