import { ResourceNotFoundException, type FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import { clientsFor } from '../../src/clients';
import type { Message } from '../../src/events';
import { AsyncInvoker, type InvocationReport } from '../../src/lambda';
import type { Outcome } from '../../src/lambda/invocation';
import { aFunction } from './functions';

const fails: Outcome = { error: { errorType: 'Error', errorMessage: 'boom' } };
const succeeds: Outcome = { result: '"ok"' };
const missing = new ResourceNotFoundException({ message: 'none', Type: 'User', $metadata: {} });

function invoker(
  outcomes: Outcome[],
  {
    fn = aFunction(),
    configuration,
  }: { fn?: ReturnType<typeof aFunction>; configuration?: FunctionEventInvokeConfig } = {},
) {
  const { lambda } = clientsFor('http://127.0.0.1:9', 'eu-west-1');
  const answer = configuration ? Promise.resolve({ ...configuration, $metadata: {} }) : Promise.reject(missing);
  lambda.getFunctionEventInvokeConfig = () => answer;
  const waits: number[] = [];
  const sent: [string, Message][] = [];
  const attempts: unknown[] = [];
  const subject = new AsyncInvoker({
    lambda,
    runner: {
      invoke: async (_id, payload): Promise<InvocationReport> => {
        attempts.push(payload);
        return { ...(outcomes[attempts.length - 1] ?? succeeds), requestId: `request-${attempts.length}`, fn, log: [] };
      },
    },
    messenger: { send: async (arn, message) => void sent.push([arn, message]) },
    pause: async (seconds) => void waits.push(seconds),
    log: () => undefined,
  });
  return { subject, attempts, waits, sent };
}

describe('an asynchronous invocation', () => {
  it('is not repeated when it succeeds', async () => {
    const { subject, attempts, waits } = invoker([succeeds]);
    expect(await subject.deliver('fn', { a: 1 })).toMatchObject(succeeds);
    expect([attempts, waits]).toEqual([[{ a: 1 }], []]);
  });

  it('is repeated after one minute, then after two', async () => {
    const { subject, attempts, waits } = invoker([fails, fails, succeeds]);
    expect(await subject.deliver('fn', {})).toMatchObject(succeeds);
    expect([attempts.length, waits]).toEqual([3, [60, 120]]);
  });

  it('ends in the dead-letter target of the function', async () => {
    const fn = aFunction({ deadLetterArn: 'arn:aws:sqs:eu-west-1:111122223333:dead' });
    const { subject, sent } = invoker([fails, fails, fails], { fn });
    expect(await subject.deliver('fn', { a: 1 })).toMatchObject(fails);
    const attributes = { RequestID: 'request-3', ErrorCode: '200', ErrorMessage: 'boom' };
    expect(sent).toEqual([[fn.deadLetterArn, { body: '{"a":1}', attributes }]]);
  });

  it('is repeated as often as its configuration says, and goes to the destination of the outcome', async () => {
    const configuration = { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: 'arn:failed' } } };
    const { subject, sent, waits } = invoker([fails], { configuration });
    await subject.deliver('fn', { a: 1 });
    expect(waits).toEqual([]);
    expect(sent.map(([arn]) => arn)).toEqual(['arn:failed']);
    expect(JSON.parse(sent[0]?.[1].body ?? '')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      requestPayload: { a: 1 },
      responseContext: { functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'boom' },
    });
  });
});
