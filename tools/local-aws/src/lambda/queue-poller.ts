import { setTimeout } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import type { Clients } from '../clients';
import type { Account } from '../service';
import type { Mapping } from './event-source-mappings';
import type { LambdaRunner } from './runner';

/** Between two looks at a queue that was empty. */
const PAUSE_MILLISECONDS = 200;
/** What SQS gives and takes in one call. */
const AT_ONCE = 10;
/** Lambda begins with five batches of a standard queue at a time. A FIFO queue's messages go one batch after the other. */
const BATCHES_AT_ONCE = 5;

export interface PollerOptions {
  readonly mapping: Mapping;
  readonly account: Account;
  readonly sqs: Clients['sqs'];
  readonly runner: Pick<LambdaRunner, 'invoke'>;
  /** How many of AWS's seconds pass in one of ours. */
  readonly pace: number;
  /** Hears of what nobody waits for. */
  readonly log: (message: string) => void;
}

/** Takes messages from one queue to one function, and removes those that it dealt with. */
export class QueuePoller {
  private readonly closing = new AbortController();
  private readonly running: Promise<void>;
  private readonly batches = new Set<Promise<void>>();
  private readonly atOnce: number;

  public constructor(private readonly options: PollerOptions) {
    this.atOnce = options.mapping.EventSourceArn.endsWith('.fifo') ? 1 : BATCHES_AT_ONCE;
    this.running = this.poll();
  }

  public async close(): Promise<void> {
    this.closing.abort();
    await this.running;
    await Promise.allSettled(this.batches);
  }

  private async poll(): Promise<void> {
    const { sqs, mapping, log } = this.options;
    const { signal } = this.closing;
    let QueueUrl: string | undefined;
    while (!signal.aborted) {
      let messages: Message[] = [];
      try {
        QueueUrl ??= (await sqs.getQueueUrl({ QueueName: mapping.EventSourceArn.split(':').at(-1) })).QueueUrl;
        messages = await this.take(QueueUrl);
      } catch (error) {
        // a queue that was deleted is empty for good
        if (!signal.aborted && !String(error).includes('does not exist')) {
          log(`${mapping.EventSourceArn}: ${String(error)}`);
        }
      }
      if (messages.length > 0) {
        this.start(QueueUrl ?? '', messages);
      } else {
        await setTimeout(PAUSE_MILLISECONDS, undefined, { signal }).catch(() => undefined);
      }
      while (this.batches.size >= this.atOnce) {
        await Promise.race(this.batches);
      }
    }
  }

  /** A batch of what is there now. */
  private async take(QueueUrl: string | undefined): Promise<Message[]> {
    const { sqs, mapping } = this.options;
    const messages: Message[] = [];
    for (;;) {
      const left = mapping.BatchSize - messages.length;
      const { Messages = [] } = await sqs.receiveMessage({
        QueueUrl,
        MaxNumberOfMessages: Math.min(left, AT_ONCE),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      messages.push(...Messages);
      if (Messages.length === 0 || messages.length >= mapping.BatchSize) {
        return messages;
      }
    }
  }

  private start(QueueUrl: string, messages: readonly Message[]): void {
    const { log, mapping } = this.options;
    const batch = this.bring(QueueUrl, messages)
      .catch((error: unknown) => log(`${mapping.EventSourceArn}: ${String(error)}`))
      .finally(() => this.batches.delete(batch));
    this.batches.add(batch);
  }

  private async bring(QueueUrl: string, messages: readonly Message[]): Promise<void> {
    const { runner, mapping, sqs } = this.options;
    const event = { Records: messages.map((message) => this.recordOf(message)) };
    const report = await runner.invoke(mapping.FunctionArn, event, { whenBusy: 'wait' });
    const failed = report.error ? messages : this.failures(report.result, messages);
    const done = messages.filter((message) => !failed.includes(message));
    for (let from = 0; from < done.length; from += AT_ONCE) {
      const Entries = done
        .slice(from, from + AT_ONCE)
        .map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
      await sqs.deleteMessageBatch({ QueueUrl, Entries });
    }
    await this.comeAgain(QueueUrl, failed);
  }

  /** What is to come again, when the function says so; what it says cannot be read stands for all. */
  private failures(result: string, messages: readonly Message[]): readonly Message[] {
    if (!this.options.mapping.FunctionResponseTypes.includes('ReportBatchItemFailures')) {
      return [];
    }
    const answer = JSON.parse(result) as { batchItemFailures?: { itemIdentifier?: string }[] } | null;
    const ids = (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
    const known = ids.every((id) => messages.some(({ MessageId }) => MessageId === id));
    return known ? messages.filter(({ MessageId }) => ids.includes(MessageId)) : messages;
  }

  /** When the queue's visibility timeout is over, in AWS's time. */
  private async comeAgain(QueueUrl: string, messages: readonly Message[]): Promise<void> {
    const { sqs, pace } = this.options;
    if (messages.length === 0) {
      return;
    }
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
    const VisibilityTimeout = Math.ceil(Number(Attributes?.VisibilityTimeout) / pace);
    for (const { ReceiptHandle } of messages) {
      await sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout });
    }
  }

  private recordOf({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes = {}, MD5OfBody }: Message): object {
    const { mapping, account } = this.options;
    return {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: Attributes,
      messageAttributes: Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, { StringValue, DataType }]) => [
          name,
          { stringValue: StringValue, stringListValues: [], binaryListValues: [], dataType: DataType },
        ]),
      ),
      md5OfBody: MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: mapping.EventSourceArn,
      awsRegion: account.region,
    };
  }
}
