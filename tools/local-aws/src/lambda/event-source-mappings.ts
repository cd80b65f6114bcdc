import { randomUUID } from 'node:crypto';
import type { Clients } from '../clients';
import { serviceOf } from '../events/messenger';
import type { Reply, Request, Route } from '../server';
import { AwsError, type Account } from '../service';
import { describeFunction } from './function-configuration';
import { QueuePoller, type PollerOptions } from './queue-poller';

const PATH = /^\/2015-03-31\/event-source-mappings\/?([0-9a-f-]*)$/;

/** Without a window to wait in; a FIFO queue takes no more in any case. */
const MOST_AT_ONCE = 10;
const MOST_WITH_WINDOW = 10_000;
const DEFAULT_BATCH = 10;

export interface Mapping {
  readonly UUID: string;
  readonly EventSourceArn: string;
  readonly FunctionArn: string;
  readonly BatchSize: number;
  readonly MaximumBatchingWindowInSeconds: number;
  readonly FunctionResponseTypes: readonly string[];
  readonly State: 'Enabled' | 'Disabled';
  /** Seconds since 1970, as the API has it. */
  readonly LastModified: number;
}

export interface EventSourceMappingsOptions extends Omit<PollerOptions, 'mapping'> {
  readonly account: Account;
  readonly lambda: Clients['lambda'];
}

/** Lambda's event source mappings, for queues of SQS: what comes there is brought to a function. */
export class EventSourceMappings {
  private readonly mappings = new Map<string, { mapping: Mapping; poller?: QueuePoller }>();

  public constructor(private readonly options: EventSourceMappingsOptions) {}

  public readonly route: Route = {
    matches: ({ path }) => PATH.test(path),
    handle: async (request) => {
      const id = PATH.exec(request.path)?.[1] ?? '';
      return json(await this.answer(request, id));
    },
  };

  /** Ends all polling, and waits until what was taken has been brought. */
  public async close(): Promise<void> {
    await Promise.all([...this.mappings.values()].map(async ({ poller }) => poller?.close()));
  }

  private async answer(request: Request, id: string): Promise<object> {
    const { method, query } = request;
    if (id === '') {
      return method === 'POST' ? this.create(bodyOf(request)) : { EventSourceMappings: this.list(query) };
    }
    switch (method) {
      case 'PUT':
        return this.update(id, bodyOf(request));
      case 'DELETE':
        return this.remove(id);
      default:
        return this.describe(this.find(id));
    }
  }

  private async create(input: Record<string, unknown>): Promise<object> {
    const mapping = await this.checked(input, {
      UUID: randomUUID(),
      EventSourceArn: String(input.EventSourceArn),
      BatchSize: DEFAULT_BATCH,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: [],
      State: 'Enabled',
    });
    const same = [...this.mappings.values()].find(
      ({ mapping: other }) =>
        other.EventSourceArn === mapping.EventSourceArn && other.FunctionArn === mapping.FunctionArn,
    );
    if (same) {
      throw new AwsError(
        'ResourceConflictException',
        `An event source mapping with event source arn (" ${mapping.EventSourceArn} ") and function (" ` +
          `${String(input.FunctionName)} ") already exists. Please update or delete the existing mapping with UUID ` +
          same.mapping.UUID,
        409,
      );
    }
    this.start(mapping);
    return this.describe(mapping);
  }

  private async update(id: string, input: Record<string, unknown>): Promise<object> {
    const mapping = await this.checked(input, this.find(id));
    await this.mappings.get(id)?.poller?.close();
    this.start(mapping);
    return this.describe(mapping);
  }

  private async remove(id: string): Promise<object> {
    const mapping = this.find(id);
    const { poller } = this.mappings.get(id) ?? {};
    this.mappings.delete(id);
    await poller?.close();
    return { ...this.describe(mapping), State: 'Deleting' };
  }

  private list(query: URLSearchParams): object[] {
    const [source, fn] = [query.get('EventSourceArn'), query.get('FunctionName')];
    return [...this.mappings.values()]
      .map(({ mapping }) => mapping)
      .filter(({ EventSourceArn }) => source === null || EventSourceArn === source)
      .filter(({ FunctionArn }) => fn === null || FunctionArn === fn || FunctionArn.endsWith(`:function:${fn}`))
      .map((mapping) => this.describe(mapping));
  }

  private start(mapping: Mapping): void {
    const poller = mapping.State === 'Enabled' ? new QueuePoller({ ...this.options, mapping }) : undefined;
    this.mappings.set(mapping.UUID, { mapping, poller });
  }

  /** `base` with what `input` changes of it, if Lambda would take it. */
  private async checked(
    input: Record<string, unknown>,
    base: Omit<Mapping, 'FunctionArn' | 'LastModified'> & { readonly FunctionArn?: string },
  ): Promise<Mapping> {
    const mapping: Mapping = {
      ...base,
      ...(input.BatchSize === undefined ? {} : { BatchSize: Number(input.BatchSize) }),
      ...(input.MaximumBatchingWindowInSeconds === undefined
        ? {}
        : { MaximumBatchingWindowInSeconds: Number(input.MaximumBatchingWindowInSeconds) }),
      ...(input.FunctionResponseTypes === undefined
        ? {}
        : { FunctionResponseTypes: input.FunctionResponseTypes as string[] }),
      ...(input.Enabled === undefined ? {} : { State: input.Enabled ? ('Enabled' as const) : ('Disabled' as const) }),
      FunctionArn: base.FunctionArn ?? '',
      LastModified: Date.now() / 1000,
    };
    if (serviceOf(mapping.EventSourceArn) !== 'sqs') {
      throw new AwsError(
        'UnsupportedOperation',
        `Local AWS maps queues of SQS only to functions, not ${mapping.EventSourceArn}`,
        501,
      );
    }
    const fn = await describeFunction(
      this.options.lambda,
      (input.FunctionName as string | undefined) ?? mapping.FunctionArn,
    );
    await this.checkQueue(mapping, fn.timeoutSeconds);
    return { ...mapping, FunctionArn: fn.arn };
  }

  private async checkQueue(
    { EventSourceArn, BatchSize, MaximumBatchingWindowInSeconds: window }: Mapping,
    timeout: number,
  ): Promise<void> {
    const fifo = EventSourceArn.endsWith('.fifo');
    if (fifo && window > 0) {
      throw invalid('Batching window is not supported for FIFO queues');
    }
    const most = window > 0 ? MOST_WITH_WINDOW : MOST_AT_ONCE;
    if (!(BatchSize >= 1 && BatchSize <= most)) {
      throw invalid(
        BatchSize > MOST_AT_ONCE && !fifo
          ? 'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10'
          : `BatchSize must be 1 to ${most}, got ${BatchSize}`,
      );
    }
    const { sqs } = this.options;
    const { QueueUrl } = await sqs.getQueueUrl({ QueueName: EventSourceArn.split(':').at(-1) });
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
    const visibility = Number(Attributes?.VisibilityTimeout);
    if (visibility < timeout) {
      throw invalid(
        `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`,
      );
    }
  }

  private find(id: string): Mapping {
    const found = this.mappings.get(id);
    if (!found) {
      throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
    }
    return found.mapping;
  }

  private describe(mapping: Mapping): object {
    const { partition, region, accountId } = this.options.account;
    return {
      ...mapping,
      EventSourceMappingArn: `arn:${partition}:lambda:${region}:${accountId}:event-source-mapping:${mapping.UUID}`,
      StateTransitionReason: 'USER_INITIATED',
    };
  }
}

function bodyOf({ body }: Request): Record<string, unknown> {
  return body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as Record<string, unknown>);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

function json(output: object): Reply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) };
}
