import { randomBytes } from 'node:crypto';
import { ResourceAlreadyExistsException } from '@aws-sdk/client-cloudwatch-logs';
import type { Clients } from '../clients';
import type { RunnableFunction } from './function-configuration';

/** One execution environment's log stream. Lines are written in the order in which they came. */
export class FunctionLog {
  public readonly stream: string;
  private lines: { timestamp: number; message: string }[] = [];
  private created = false;

  public constructor(
    private readonly logs: Clients['logs'],
    private readonly fn: RunnableFunction,
    private readonly lost: (message: string) => void,
  ) {
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    this.stream = `${day}/[${fn.version}]${randomBytes(16).toString('hex')}`;
  }

  public readonly add = (message: string): void => {
    if (message !== '') {
      this.lines.push({ timestamp: Date.now(), message });
    }
  };

  /** Puts what has been added since the last time into the log group, creating it as Lambda does, and returns it. */
  public async flush(): Promise<readonly string[]> {
    const logEvents = this.lines;
    this.lines = [];
    if (logEvents.length > 0) {
      await this.put(logEvents);
    }
    return logEvents.map(({ message }) => message);
  }

  private async put(logEvents: { timestamp: number; message: string }[]): Promise<void> {
    const names = { logGroupName: this.fn.logGroup, logStreamName: this.stream };
    try {
      if (!this.created) {
        await this.logs.createLogGroup({ logGroupName: this.fn.logGroup }).catch(unlessExists);
        await this.logs.createLogStream(names).catch(unlessExists);
        this.created = true;
      }
      await this.logs.putLogEvents({ ...names, logEvents });
    } catch (error) {
      // as on AWS, a function does not fail because its log cannot be written: a stack may be deleting the group
      this.created = false;
      this.lost(`log of ${this.fn.name} lost: ${String(error)}`);
    }
  }
}

function unlessExists(error: unknown): void {
  if (!(error instanceof ResourceAlreadyExistsException)) {
    throw error;
  }
}
