import type { CustomResourceRequest } from '../../src/cloudformation';
import { CustomResources, type InvocationReport } from '../../src/lambda';
import type { Outcome } from '../../src/lambda/invocation';
import { Dispatcher, Listener } from '../../src/server';
import { aFunction } from './functions';

const event: CustomResourceRequest = {
  RequestType: 'Create',
  RequestId: 'request',
  StackId: 'stack',
  ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:fn',
  LogicalResourceId: 'Thing',
  ResourceType: 'Custom::Thing',
  ResourceProperties: { Size: '1' },
};

type Provider = (event: CustomResourceRequest & { ResponseURL: string }) => Promise<Outcome>;

describe('a custom resource', () => {
  let listener: Listener;
  const signal = new AbortController();
  const log = () => undefined;
  beforeEach(async () => (listener = await Listener.bind()));
  afterEach(() => listener.close());

  /** Asks a resource whose function does what `provider` does. */
  const ask = (provider: Provider, changes: Partial<CustomResourceRequest> = {}, aborted = signal.signal) => {
    const deliver = async (_id: string, payload: unknown): Promise<InvocationReport> => {
      const outcome = await provider(payload as Parameters<Provider>[0]);
      return { ...outcome, requestId: 'invocation', fn: aFunction(), log: [] };
    };
    const subject = new CustomResources({ invoker: { deliver }, endpoint: listener.url });
    const moto = { forward: () => Promise.reject(new Error('not for moto')) };
    listener.serve(new Dispatcher({ services: [], routes: [subject.route], moto, log }).handle, log);
    return subject.request({ ...event, ...changes }, aborted);
  };
  const answering =
    (body: string | object): Provider =>
    async ({ ResponseURL }) => {
      await fetch(ResponseURL, { method: 'PUT', body: typeof body === 'string' ? body : JSON.stringify(body) });
      return { result: 'null' };
    };

  it('has what its provider puts to the response URL', async () => {
    const answer = { Status: 'SUCCESS', PhysicalResourceId: 'thing', Data: { Name: 'x' } };
    const provider = jest.fn(answering(answer));
    expect(await ask(provider)).toEqual(answer);
    const ResponseURL = expect.stringContaining(`${listener.url}/custom-resource-response/`) as string;
    expect(provider).toHaveBeenCalledWith({ ...event, ResponseURL });
  });

  it('fails for the provider’s reason', async () => {
    const answer = { Status: 'FAILED', Reason: 'no luck', PhysicalResourceId: 'thing' };
    expect(await ask(answering(answer))).toEqual(answer);
  });

  it.each([
    ['{', 'Invalid response: it is not JSON'],
    ['{"Status":"success"}', 'Invalid response: Status must be SUCCESS or FAILED, got success'],
    [JSON.stringify({ Status: 'SUCCESS', Data: 'x'.repeat(4096) }), 'Response object is too long.'],
  ])('fails when its provider answers %.20s', async (body, Reason) => {
    expect(await ask(answering(body))).toEqual({ Status: 'FAILED', Reason });
  });

  it('fails as soon as no answer can come any more', async () => {
    const crashed: Provider = async () => ({ error: { errorType: 'TypeError', errorMessage: 'x is undefined' } });
    await expect(ask(crashed)).rejects.toThrow(
      'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [request]. ' +
        'The function ended with TypeError: x is undefined',
    );
  });

  it('is given up when CloudFormation no longer waits', async () => {
    const abort = new AbortController();
    const answer = ask(async () => ({ result: 'null' }), {}, abort.signal);
    abort.abort(new Error('too late'));
    await expect(answer).rejects.toThrow('too late');
  });

  it('fails by name when it is not a Lambda function’s', async () => {
    const ServiceToken = 'arn:aws:sns:eu-west-1:111122223333:topic';
    await expect(ask(answering({}), { ServiceToken })).rejects.toThrow(
      `Local AWS plays custom resources of Lambda functions only, not of ${ServiceToken}`,
    );
  });
});
