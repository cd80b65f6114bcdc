import { spawn, type ChildProcess } from 'node:child_process';
import { failure } from './failure';

export interface RunOptions {
  readonly cwd: string;
  /** Ends the program when it is aborted; the promise is settled once it has ended. */
  readonly signal?: AbortSignal;
  /** In place of this process's own. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Of each stream: what a compiler says on one must not be lost behind the chatter on the other. */
const MESSAGE_LINES = 30;

/** npm and projen start programs of their own, which have to end with them. */
const GROUPS = process.platform !== 'win32';

function endGroup(child: ChildProcess): void {
  if (!GROUPS || child.pid === undefined) {
    child.kill();
    return;
  }
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // it has ended by itself in the meantime
  }
}

/** Runs a program to its end, whatever that is. */
export function runToEnd(program: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  options.signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: GROUPS,
    });
    const kill = () => endGroup(child);
    options.signal?.addEventListener('abort', kill);
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => (output[stream] += text));
    }
    child.on('error', (error) =>
      reject(failure('ProgramMissing', `${program} could not be started: ${error.message}`)),
    );
    child.on('close', (code) => {
      options.signal?.removeEventListener('abort', kill);
      if (options.signal?.aborted) {
        reject(options.signal.reason as Error);
      } else {
        resolve({ code: code ?? 1, ...output });
      }
    });
  });
}

/** Runs a program that has to succeed, and returns what it wrote to standard output. */
export async function run(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await runToEnd(program, args, options);
  if (code !== 0) {
    const tails = [stdout, stderr].map((text) => text.trim().split('\n').slice(-MESSAGE_LINES).join('\n'));
    const told = tails.filter((text) => text !== '').join('\n');
    throw failure('ProgramFailed', `${[program, ...args].join(' ')} ended with ${code}:\n${told}`);
  }
  return stdout;
}
