import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { RunnableFunction } from './function-configuration';
import type { Invocation, Outcome } from './invocation';

const BOOTSTRAP = join(__dirname, '../../runtime/bootstrap.mjs');

/** What the runtime sends. */
type Message = { readonly log: string } | (Outcome & { readonly requestId: string; readonly memory: number });

export interface ExecutionEnvironmentOptions {
  readonly fn: RunnableFunction;
  /** The function's files. */
  readonly directory: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly logStream: string;
  /** Takes each line that the function writes. */
  readonly log: (line: string) => void;
}

export interface Completed {
  readonly outcome: Outcome;
  /** Bytes in use at the end, or undefined when the process did not live to tell. */
  readonly memory: number | undefined;
}

/**
 * A Node process that runs one function, one invocation at a time, and stays warm for the next as on Lambda: what the
 * module keeps between invocations is kept here too. It ends when this process ends.
 */
export class ExecutionEnvironment {
  private readonly child: ChildProcess;
  private readonly exited: Promise<string>;
  private ended = false;

  public constructor(private readonly options: ExecutionEnvironmentOptions) {
    this.child = fork(BOOTSTRAP, [], {
      cwd: options.directory,
      env: { ...options.variables },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child.on('message', (message: Message) => {
      if ('log' in message) {
        options.log(message.log);
      }
    });
    // what goes past the console: `process.stdout.write`, Node's own messages
    this.child.stdout?.on('data', (data: Buffer) => options.log(data.toString('utf8').trimEnd()));
    this.child.stderr?.on('data', (data: Buffer) => options.log(data.toString('utf8').trimEnd()));
    this.exited = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => resolve(signal ?? `exit status ${code}`));
      // could not start; or a message came too late, which `exit` tells too
      this.child.on('error', (error) => resolve(error.message));
    });
    void this.exited.then(() => (this.ended = true));
  }

  /** False once the process is gone or was told to go; such an environment takes no more invocations. */
  public get usable(): boolean {
    return !this.ended && this.child.connected;
  }

  public async run({ requestId, payload }: Invocation): Promise<Completed> {
    const { fn, logStream } = this.options;
    const timeout = fn.timeoutSeconds * 1000;
    const answered = this.answer(requestId);
    this.child.send({
      requestId,
      event: JSON.parse(payload) as unknown,
      deadline: Date.now() + timeout,
      context: {
        functionName: fn.name,
        functionVersion: fn.version,
        invokedFunctionArn: fn.arn,
        memoryLimitInMB: String(fn.memoryMiB),
        awsRequestId: requestId,
        logGroupName: fn.logGroup,
        logStreamName: logStream,
      },
    });
    const died = this.exited.then((reason) =>
      failed('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited with error: ${reason}`),
    );
    const timer = new Timer(timeout);
    const late = timer.passed.then(() =>
      failed(
        'Sandbox.Timedout',
        `RequestId: ${requestId} Error: Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`,
      ),
    );
    const completed = await Promise.race([answered, died, late]).finally(() => timer.stop());
    if (completed.memory === undefined) {
      await this.close();
    }
    return completed;
  }

  /** Ends the process and waits until it is gone. */
  public async close(): Promise<void> {
    this.ended = true;
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private answer(requestId: string): Promise<Completed> {
    return new Promise((resolve) => {
      const listen = (message: Message) => {
        if ('requestId' in message && message.requestId === requestId) {
          this.child.off('message', listen);
          const { memory, result, error } = message;
          resolve({ outcome: error ? { error } : { result }, memory });
        }
      };
      this.child.on('message', listen);
    });
  }
}

function failed(errorType: string, errorMessage: string): Completed {
  return { outcome: { error: { errorType, errorMessage } }, memory: undefined };
}

class Timer {
  public readonly passed: Promise<void>;
  private handle: NodeJS.Timeout | undefined;

  public constructor(milliseconds: number) {
    this.passed = new Promise((resolve) => (this.handle = setTimeout(resolve, milliseconds)));
  }

  public stop(): void {
    clearTimeout(this.handle);
  }
}
