import { ResourceNotFoundException, type FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import type { Clients } from '../clients';
import type { Messenger } from '../events/messenger';
import type { Pause } from '../pause';
import { describeFunction, parseFunctionId } from './function-configuration';
import type { InvocationReport, LambdaRunner } from './runner';

/** Lambda repeats an asynchronous event twice: after one minute, then after two. */
const RETRY_AFTER_SECONDS = [60, 120];

export interface AsyncInvokerOptions {
  readonly lambda: Clients['lambda'];
  readonly runner: Pick<LambdaRunner, 'invoke'>;
  readonly messenger: Messenger;
  readonly pause: Pause;
  /** Hears of what nobody waits for. */
  readonly log: (message: string) => void;
}

/** Lambda's asynchronous invocation: accepted at once, repeated on failure, then sent where failures go. */
export class AsyncInvoker {
  private readonly running = new Set<Promise<unknown>>();

  public constructor(private readonly options: AsyncInvokerOptions) {}

  /** Fails when there is no such function; how the invocation ends, the caller does not learn. */
  public async accept(functionId: string, payload: unknown): Promise<void> {
    await describeFunction(this.options.lambda, functionId);
    void this.deliver(functionId, payload).catch((error: unknown) =>
      this.options.log(`${functionId}: ${String(error)}`),
    );
  }

  /** Invokes until it succeeds or the attempts are used up, and gives the last report. */
  public async deliver(functionId: string, payload: unknown): Promise<InvocationReport> {
    const delivery = this.attempts(functionId, payload);
    this.running.add(delivery);
    return delivery.finally(() => this.running.delete(delivery));
  }

  /** Waits for what is still under way; what it runs should have been told to end. */
  public async close(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  private async attempts(functionId: string, payload: unknown): Promise<InvocationReport> {
    const { runner, pause } = this.options;
    const configuration = await this.configuration(functionId);
    const waits = RETRY_AFTER_SECONDS.slice(0, configuration.MaximumRetryAttempts ?? RETRY_AFTER_SECONDS.length);
    let report = await runner.invoke(functionId, payload, { whenBusy: 'wait' });
    for (const wait of waits) {
      if (!report.error) {
        break;
      }
      await pause(wait);
      report = await runner.invoke(functionId, payload, { whenBusy: 'wait' });
    }
    await this.sendOn(report, payload, configuration, waits.length + 1);
    return report;
  }

  private async configuration(functionId: string): Promise<FunctionEventInvokeConfig> {
    const { name, qualifier } = parseFunctionId(functionId);
    try {
      return await this.options.lambda.getFunctionEventInvokeConfig({ FunctionName: name, Qualifier: qualifier });
    } catch (error) {
      if (error instanceof ResourceNotFoundException) {
        return {};
      }
      throw error;
    }
  }

  /** To the destination of the outcome, and of a failure to the dead-letter target, each in its own form. */
  private async sendOn(
    report: InvocationReport,
    payload: unknown,
    { DestinationConfig }: FunctionEventInvokeConfig,
    attempts: number,
  ): Promise<void> {
    const { error, fn, requestId } = report;
    const destination = (error ? DestinationConfig?.OnFailure : DestinationConfig?.OnSuccess)?.Destination;
    if (destination) {
      await this.options.messenger.send(destination, {
        body: JSON.stringify(invocationRecord(report, payload, attempts)),
      });
    }
    if (error && fn.deadLetterArn) {
      await this.options.messenger.send(fn.deadLetterArn, {
        body: JSON.stringify(payload),
        attributes: { RequestID: requestId, ErrorCode: '200', ErrorMessage: error.errorMessage.slice(0, 1024) },
      });
    }
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function invocationRecord(
  { requestId, fn, error, result }: InvocationReport,
  payload: unknown,
  attempts: number,
): object {
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: `${fn.arn}:${fn.version}`,
      condition: error ? 'RetriesExhausted' : 'Success',
      approximateInvokeCount: error ? attempts : 1,
    },
    requestPayload: payload,
    responseContext: { statusCode: 200, executedVersion: fn.version, ...(error && { functionError: 'Unhandled' }) },
    responsePayload: error ?? (JSON.parse(result) as unknown),
  };
}
