import { randomUUID } from 'node:crypto';
import type { Clients } from '../clients';
import { AwsError } from '../service';
import type { CodeStore } from './code-store';
import { Concurrency } from './concurrency';
import { environmentVariables, type Surroundings } from './environment-variables';
import { ExecutionEnvironment, type Completed } from './execution-environment';
import { describeFunction, type RunnableFunction } from './function-configuration';
import { FunctionLog } from './function-log';
import type { Invocation, Outcome } from './invocation';
import { WarmPool, type Warm } from './warm-pool';

/** Processes that may run functions at the same time. */
const MOST_ENVIRONMENTS = 8;
const IDLE_MILLISECONDS = 60_000;

export interface LambdaRunnerOptions extends Surroundings {
  /** Clients for moto, which keeps the functions and the logs. */
  readonly moto: Pick<Clients, 'lambda' | 'logs'>;
  readonly code: CodeStore;
  readonly log: (message: string) => void;
}

export interface InvokeOptions {
  /** What to do when the function's reserved concurrency is used up: Lambda throttles a caller who waits. */
  readonly whenBusy?: 'throttle' | 'wait';
}

export type InvocationReport = Outcome & {
  readonly requestId: string;
  readonly fn: RunnableFunction;
  /** What the function wrote meanwhile, with Lambda's own lines. */
  readonly log: readonly string[];
};

/** Runs functions' real code in Node processes. */
export class LambdaRunner {
  private readonly concurrency = new Concurrency(MOST_ENVIRONMENTS);
  private readonly pool = new WarmPool(IDLE_MILLISECONDS);
  private readonly busy = new Set<ExecutionEnvironment>();
  private closed = false;

  public constructor(private readonly options: LambdaRunnerOptions) {}

  /**
   * Invokes a function and waits for its result. What the function throws is part of the report; an `AwsError`, or the
   * SDK's, says that there is no such function or that local AWS cannot run it.
   */
  public async invoke(
    functionId: string,
    payload: unknown,
    { whenBusy = 'throttle' }: InvokeOptions = {},
  ): Promise<InvocationReport> {
    const fn = await describeFunction(this.options.moto.lambda, functionId);
    const limit = await this.reservedConcurrency(fn.name);
    if (whenBusy === 'throttle' && !this.concurrency.allows(fn.name, limit)) {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    }
    return this.concurrency.run(fn.name, limit, () =>
      this.run(fn, { requestId: randomUUID(), payload: JSON.stringify(payload ?? {}) }),
    );
  }

  /** Ends every environment; what still runs fails. */
  public async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.pool.close(), ...[...this.busy].map((environment) => environment.close())]);
  }

  private async run(fn: RunnableFunction, invocation: Invocation): Promise<InvocationReport> {
    const { requestId } = invocation;
    const key = JSON.stringify(fn);
    const warm = this.pool.take(key) ?? (await this.coldStart(fn));
    const { environment, log } = warm;
    log.add(`START RequestId: ${requestId} Version: ${fn.version}`);
    const started = performance.now();
    this.busy.add(environment);
    const completed = await environment.run(invocation).finally(() => this.busy.delete(environment));
    addSummary(log, fn, requestId, performance.now() - started, completed);
    const lines = await log.flush();
    await this.keep(key, warm);
    return { ...completed.outcome, requestId, fn, log: lines };
  }

  private async keep(key: string, warm: Warm): Promise<void> {
    if (this.closed || !warm.environment.usable) {
      await warm.environment.close();
    } else {
      this.pool.giveBack(key, warm);
    }
  }

  private async coldStart(fn: RunnableFunction): Promise<Warm> {
    if (this.closed) {
      throw new AwsError('ServiceUnavailableException', 'Local AWS is closing', 503);
    }
    const log = new FunctionLog(this.options.moto.logs, fn, this.options.log);
    const directory = await this.options.code.directoryOf(fn);
    const variables = environmentVariables(fn, directory, log.stream, this.options);
    return {
      environment: new ExecutionEnvironment({ fn, directory, variables, logStream: log.stream, log: log.add }),
      log,
    };
  }

  private async reservedConcurrency(name: string): Promise<number> {
    const { ReservedConcurrentExecutions } = await this.options.moto.lambda.getFunctionConcurrency({
      FunctionName: name,
    });
    return ReservedConcurrentExecutions ?? Infinity;
  }
}

function addSummary(
  log: FunctionLog,
  fn: RunnableFunction,
  id: string,
  milliseconds: number,
  { outcome, memory }: Completed,
): void {
  if (outcome.error?.errorType === 'Sandbox.Timedout' || outcome.error?.errorType === 'Runtime.ExitError') {
    log.add(outcome.error.errorMessage);
  }
  const used = memory === undefined ? [] : [`Max Memory Used: ${Math.ceil(memory / 2 ** 20)} MB`];
  log.add(`END RequestId: ${id}`);
  log.add(
    [
      `REPORT RequestId: ${id}`,
      `Duration: ${milliseconds.toFixed(2)} ms`,
      `Billed Duration: ${Math.ceil(milliseconds)} ms`,
      `Memory Size: ${fn.memoryMiB} MB`,
      ...used,
    ].join('\t'),
  );
}
