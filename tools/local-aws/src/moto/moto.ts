import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Account } from '../service';
import { checkPython } from './python';

const LAUNCHER = join(__dirname, '../../python/launch_moto.py');

export interface MotoOptions {
  /** A Python executable whose environment holds moto. */
  readonly python: string;
  readonly account: Account;
  /** Where moto's log is kept. moto removes this directory when it ends, also when this process is killed. */
  readonly directory: string;
  /** Where our own server listens; what moto delivers to Lambda functions goes there. */
  readonly front: string;
  /** Hears when moto ends without being told to. */
  readonly died: (error: Error) => void;
}

/** moto's server as a child process. It ends with this process, however this process ends. */
export class Moto {
  public static async start(options: MotoOptions): Promise<Moto> {
    await checkPython(options.python);
    const log = join(options.directory, 'moto.log');
    const child = launch(options, log);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`));
    });
    const port = await Promise.race([announcedPort(child), ended.then((reason) => notStarted(reason, log))]);
    return new Moto(child, ended, port, log, options.died);
  }

  public readonly url: string;
  private closing = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<string>,
    public readonly port: number,
    /** The file that holds moto's output. */
    public readonly log: string,
    died: (error: Error) => void,
  ) {
    this.url = `http://127.0.0.1:${port}`;
    void ended.then((reason) => {
      if (!this.closing) {
        died(new Error(`MotoDied: moto stopped answering: ${reason}`));
      }
    });
  }

  public get pid(): number | undefined {
    return this.child.pid;
  }

  /** The zip file of a Lambda function's code. */
  public async functionCode(arn: string): Promise<Buffer> {
    return this.ask('GET', `lambda-code/${encodeURIComponent(arn)}`);
  }

  /** Writes a public SSM parameter (`/aws/service/…`) in AWS's stead. */
  public async publishParameter(name: string, value: string): Promise<void> {
    await this.ask('PUT', `public-parameter/${name.split('/').map(encodeURIComponent).join('/')}`, value);
  }

  /** Ends moto and waits until it is gone. */
  public async close(): Promise<void> {
    this.closing = true;
    this.child.stdin?.end();
    await this.ended;
  }

  private async ask(method: string, address: string, body?: string): Promise<Buffer> {
    const reply = await fetch(`${this.url}/local-aws/${address}`, { method, body });
    const content = Buffer.from(await reply.arrayBuffer());
    if (!reply.ok) {
      throw new Error(`moto failed in ${address}: ${content.toString('utf8')}`);
    }
    return content;
  }
}

function launch({ python, account, directory, front }: MotoOptions, log: string): ChildProcess {
  const output = openSync(log, 'a');
  try {
    return spawn(python, [LAUNCHER, directory, account.region, front], {
      // its end of standard input closes with this process: that is how moto notices
      stdio: ['pipe', 'pipe', output],
      env: {
        ...withoutAwsConfiguration(process.env),
        AWS_DEFAULT_REGION: account.region,
        MOTO_ACCOUNT_ID: account.accountId,
        MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
        // what AWS refuses, and moto only when asked to
        MOTO_ENABLE_AMI_VALIDATION: 'true',
        MOTO_ENABLE_KEYPAIR_VALIDATION: 'true',
        MOTO_EC2_ENABLE_INSTANCE_TYPE_VALIDATION: 'true',
        // nobody has a DNS zone here in which a certificate could be validated
        MOTO_ACM_VALIDATION_WAIT: '0',
      },
    });
  } finally {
    closeSync(output);
  }
}

/** moto loads boto3, which would stumble over a profile of the user's, or follow it. */
function withoutAwsConfiguration(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(base).filter(([name]) => !/^(AWS|MOTO)_/.test(name))),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

async function announcedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    if (child.stdout) {
      createInterface(child.stdout).once('line', (line) => resolve((JSON.parse(line) as { port: number }).port));
    }
  });
}

async function notStarted(reason: string, log: string): Promise<never> {
  const output = await readFile(log, 'utf8').catch(() => '');
  throw new Error(`MotoNotStarted: moto did not start: ${reason}\n${output.split('\n').slice(-15).join('\n')}`);
}
