import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { failure } from '../failure';

/** How long a registry may take to start on a machine that has much to do. */
const START_MILLISECONDS = 90_000;

export interface ServerProgram {
  /** What it is called in errors. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** The first line of its standard input; arguments could be read by others on the machine. */
  readonly secret: string;
}

/**
 * A server as a child process on the loopback address. It says on which port as a line of JSON, and lives as long as
 * its standard input is open: it ends with this process, however this process ends.
 */
export class ServerProcess {
  public static async start(program: ServerProgram): Promise<ServerProcess> {
    const child = spawn(program.program, program.args, { stdio: 'pipe', env: program.environment });
    const output: string[] = [];
    child.stderr.on('data', (data: Buffer) => output.push(data.toString()));
    child.stdin.on('error', () => undefined); // it may have ended already
    child.stdin.write(`${program.secret}\n`);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`));
    });
    const late = new AbortController();
    const timeout = setTimeout(() => late.abort(), START_MILLISECONDS);
    try {
      const port = await Promise.race([announcedPort(child), ended, aborted(late.signal)]);
      if (typeof port === 'string') {
        throw failure('RegistryNotStarted', `${program.name} did not start: ${port}\n${output.join('').slice(-2000)}`);
      }
      return new ServerProcess(child, ended, `http://127.0.0.1:${port}`);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    } finally {
      clearTimeout(timeout);
    }
  }

  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<string>,
    public readonly url: string,
  ) {}

  public get pid(): number | undefined {
    return this.child.pid;
  }

  /** Ends it and waits until it is gone. */
  public async close(): Promise<void> {
    this.child.stdin?.end();
    await this.ended;
  }
}

async function announcedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    if (child.stdout) {
      createInterface(child.stdout).on('line', (line) => {
        const port = /^\{"port": ?(\d+)\}$/.exec(line)?.[1];
        if (port) {
          resolve(Number(port));
        }
      });
    }
  });
}

async function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(`it did not answer within ${START_MILLISECONDS / 1000} s`)),
  );
}
