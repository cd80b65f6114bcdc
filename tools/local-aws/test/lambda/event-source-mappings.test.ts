import { ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { Message } from '@aws-sdk/client-sqs';
import type { Clients } from '../../src/clients';
import { EventSourceMappings, type InvocationReport } from '../../src/lambda';
import type { Outcome } from '../../src/lambda/invocation';
import type { Request } from '../../src/server';
import { ACCOUNT, aFunction } from './functions';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:queue';
const FIFO = `${QUEUE}.fifo`;

interface Record_ {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: unknown;
  readonly eventSourceARN: string;
}

/** Queues, as far as a mapping asks them. */
class Queues {
  public visibility = '60';
  public readonly left: Message[] = [];
  public readonly deleted: string[] = [];
  public readonly postponed: [string, number][] = [];

  public add(...bodies: string[]): void {
    this.left.push(
      ...bodies.map((Body) => ({ MessageId: Body, ReceiptHandle: Body, Body, Attributes: { SenderId: 'AROA1:i-1' } })),
    );
  }

  public readonly sqs = {
    getQueueUrl: async () => ({ QueueUrl: 'url' }),
    getQueueAttributes: async () => ({ Attributes: { VisibilityTimeout: this.visibility } }),
    receiveMessage: async ({ MaxNumberOfMessages = 1 }) => ({ Messages: this.left.splice(0, MaxNumberOfMessages) }),
    deleteMessageBatch: async ({ Entries = [] }: { Entries?: { Id?: string }[] }) => {
      this.deleted.push(...Entries.map(({ Id = '' }) => Id));
    },
    changeMessageVisibility: async (input: { ReceiptHandle?: string; VisibilityTimeout?: number }) => {
      this.postponed.push([input.ReceiptHandle ?? '', input.VisibilityTimeout ?? 0]);
    },
  } as unknown as Clients['sqs'];
}

describe('an event source mapping', () => {
  let queues: Queues;
  let mappings: EventSourceMappings;
  let invoked: Record_[][];
  let work: (records: Record_[]) => Promise<Outcome>;
  let running: number;
  let most: number;

  beforeEach(() => {
    queues = new Queues();
    invoked = [];
    [running, most] = [0, 0];
    work = async () => ({ result: 'null' });
    mappings = new EventSourceMappings({
      account: ACCOUNT,
      sqs: queues.sqs,
      pace: 60,
      log: () => undefined,
      lambda: {
        getFunctionConfiguration: async ({ FunctionName = '' }) => {
          if (FunctionName.includes('nobody')) {
            throw new ResourceNotFoundException({ message: `Function not found: ${FunctionName}`, $metadata: {} });
          }
          return { FunctionName: 'fn', FunctionArn: aFunction().arn, Runtime: 'nodejs22.x', Handler: 'x', Timeout: 50 };
        },
      } as unknown as Clients['lambda'],
      runner: {
        invoke: async (_, payload): Promise<InvocationReport> => {
          const { Records } = payload as { Records: Record_[] };
          invoked.push(Records);
          most = Math.max(most, ++running);
          const outcome = await work(Records).finally(() => running--);
          return { ...outcome, requestId: 'r', fn: aFunction(), log: [] };
        },
      },
    });
  });
  afterEach(() => mappings.close());

  async function call(method: string, input: object = {}, id = ''): Promise<Record<string, unknown>> {
    const path = `/2015-03-31/event-source-mappings/${id}`;
    const body = Buffer.from(JSON.stringify(input));
    const request: Request = { method, path, query: new URLSearchParams(), headers: {}, service: 'lambda', body };
    expect(mappings.route.matches(request)).toBe(true);
    const { body: answer } = await mappings.route.handle(request);
    return JSON.parse(String(answer)) as Record<string, unknown>;
  }
  const create = (input: object = {}) => call('POST', { EventSourceArn: QUEUE, FunctionName: 'fn', ...input });

  async function until(claim: () => void): Promise<void> {
    for (const end = Date.now() + 5000; ;) {
      try {
        return claim();
      } catch (error) {
        if (Date.now() > end) {
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  test('brings what comes, and removes it', async () => {
    await create();
    queues.add('a', 'b');
    await until(() => expect(queues.deleted).toEqual(['a', 'b']));
    expect(invoked.flat()[0]).toMatchObject({
      messageId: 'a',
      body: 'a',
      attributes: { SenderId: 'AROA1:i-1' },
      eventSourceARN: QUEUE,
    });
  });

  test('lets a batch come again whose function failed, when the visibility timeout is over', async () => {
    work = async () => ({ error: { errorType: 'Error', errorMessage: 'no' } });
    await create();
    queues.add('a');
    await until(() => expect(queues.postponed).toEqual([['a', 1]]));
    expect(queues.deleted).toEqual([]);
  });

  test('lets those come again that the function names, if it may', async () => {
    work = async () => ({ result: JSON.stringify({ batchItemFailures: [{ itemIdentifier: 'b' }] }) });
    await create({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    queues.add('a', 'b');
    await until(() => expect([queues.deleted, queues.postponed]).toEqual([['a'], [['b', 1]]]));
  });

  test('takes more than ten at a time where it has a window', async () => {
    queues.add(...Array.from({ length: 25 }, (_, index) => `m${index}`));
    await create({ BatchSize: 100, MaximumBatchingWindowInSeconds: 5 });
    await until(() => expect(queues.deleted).toHaveLength(25));
    expect(invoked.map((batch) => batch.length)).toEqual([25]);
  });

  test.each([
    ['one batch of a FIFO queue after the other', FIFO, 1],
    ['several of another queue', QUEUE, 5],
  ])('brings %s', async (_, EventSourceArn, atOnce) => {
    work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { result: 'null' };
    };
    queues.add(...Array.from({ length: 8 }, (_each, index) => `m${index}`));
    await create({ EventSourceArn, BatchSize: 1 });
    await until(() => expect(queues.deleted).toHaveLength(8));
    expect(most).toBe(atOnce);
  });

  test('brings nothing more once it is deleted', async () => {
    const { UUID } = await create();
    expect(await call('DELETE', {}, String(UUID))).toMatchObject({ UUID, State: 'Deleting' });
    queues.add('a');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(invoked).toEqual([]);
    await expect(call('GET', {}, String(UUID))).rejects.toThrow('The resource you requested does not exist.');
  });

  test('changes', async () => {
    const { UUID } = await create();
    expect(await call('PUT', { BatchSize: 3, Enabled: false }, String(UUID))).toMatchObject({
      BatchSize: 3,
      State: 'Disabled',
    });
    expect(await call('GET')).toMatchObject({ EventSourceMappings: [{ UUID, BatchSize: 3 }] });
  });

  test.each([
    ['without a window', { BatchSize: 11 }, /must be greater than 0 if maximum batch size is greater than 10/],
    ['of a FIFO queue', { BatchSize: 11, EventSourceArn: FIFO }, /BatchSize must be 1 to 10, got 11/],
    ['with a window', { EventSourceArn: FIFO, MaximumBatchingWindowInSeconds: 1 }, /not supported for FIFO queues/],
    ['of a stream', { EventSourceArn: 'arn:aws:kinesis:eu-west-1:1:stream/s' }, /maps queues of SQS only/],
    ['for nobody', { FunctionName: 'nobody' }, /Function not found/],
  ])('is refused %s', async (_, input, text) => expect(create(input)).rejects.toThrow(text));

  test('is refused when messages would come again while they are dealt with', async () => {
    queues.visibility = '30';
    await expect(create()).rejects.toThrow(
      'Queue visibility timeout: 30 seconds is less than Function timeout: 50 seconds',
    );
  });

  test('is refused twice', async () => {
    await create();
    await expect(create()).rejects.toThrow(/already exists/);
  });
});
