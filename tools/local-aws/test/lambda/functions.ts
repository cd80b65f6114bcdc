import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentVariables } from '../../src/lambda/environment-variables';
import { ExecutionEnvironment, type Completed } from '../../src/lambda/execution-environment';
import type { RunnableFunction } from '../../src/lambda/function-configuration';

export const ACCOUNT = { accountId: '111122223333', region: 'eu-west-1', partition: 'aws' };

export function aFunction(changes: Partial<RunnableFunction> = {}): RunnableFunction {
  return {
    arn: 'arn:aws:lambda:eu-west-1:111122223333:function:fn',
    name: 'fn',
    version: '$LATEST',
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    timeoutSeconds: 10,
    memoryMiB: 128,
    environment: {},
    codeSha256: 'c2hh',
    logGroup: '/aws/lambda/fn',
    logFormat: 'Text',
    deadLetterArn: undefined,
    ...changes,
  };
}

export interface RunningFunction {
  readonly log: string[];
  readonly environment: ExecutionEnvironment;
  invoke(event?: unknown, requestId?: string): Promise<Completed>;
}

/** Makes functions out of source code, and ends them all in `close`. */
export class Functions {
  private readonly cleanups: (() => Promise<void>)[] = [];

  public async start(
    code: string,
    { fn = aFunction(), file = 'index.js', endpoint = 'http://127.0.0.1:9' } = {},
  ): Promise<RunningFunction> {
    const directory = await mkdtemp(join(tmpdir(), 'local-aws-function-'));
    await writeFile(join(directory, file), code);
    const variables = environmentVariables(fn, directory, 'stream', { account: ACCOUNT, endpoint });
    const log: string[] = [];
    const add = (line: string) => log.push(line);
    const environment = new ExecutionEnvironment({ fn, directory, variables, logStream: 'stream', log: add });
    this.cleanups.push(
      () => environment.close(),
      () => rm(directory, { recursive: true }),
    );
    return {
      log,
      environment,
      invoke: (event = {}, requestId = 'request') => environment.run({ requestId, payload: JSON.stringify(event) }),
    };
  }

  public async close(): Promise<void> {
    for (const cleanup of this.cleanups.splice(0)) {
      await cleanup();
    }
  }
}
