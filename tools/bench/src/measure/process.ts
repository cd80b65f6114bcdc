import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { USAGE_DESCRIPTOR, type Usage } from './usage';

/** A program as it is started. */
export interface Program {
  /** What runs the script, and lets it report on `USAGE_DESCRIPTOR`; without it, Node and its usage. */
  readonly interpreter?: readonly string[];
  readonly script: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** In place of this process's own. */
  readonly env: NodeJS.ProcessEnv;
}

/** What one run of a whole process took. */
export interface Cost extends Usage {
  /** From the start of the process to its end. */
  readonly seconds: number;
}

/** What a program reported when it ended, and how long it took. */
export interface Outcome {
  readonly seconds: number;
  /** JSON. */
  readonly report: string;
}

const NODE = [process.execPath, '--require', require.resolve('./usage-reporter')];
const STANDARD_ERROR = 2;
const MESSAGE_LINES = 20;

/** Runs a program that reports its usage. */
export async function costOf<Reported extends Usage>(program: Program, signal: AbortSignal): Promise<Cost & Reported> {
  const { seconds, report } = await outcomeOf(program, signal);
  return { seconds, ...(JSON.parse(report) as Reported) };
}

/** Runs a program to its end. When `signal` is aborted, so is the program, and this fails once it has ended. */
export async function outcomeOf(program: Program, signal: AbortSignal): Promise<Outcome> {
  signal.throwIfAborted();
  const [interpreter, ...options] = program.interpreter ?? NODE;
  const started = process.hrtime.bigint();
  const child = spawn(interpreter, [...options, program.script, ...(program.args ?? [])], {
    cwd: program.cwd,
    env: program.env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill();
  signal.addEventListener('abort', kill);
  try {
    const exited = once(child, 'exit').then(() => Number(process.hrtime.bigint() - started) / 1e9);
    const [seconds, messages, report, [code, killedBy]] = await Promise.all([
      exited,
      text(child.stdio[STANDARD_ERROR] as Readable),
      text(child.stdio[USAGE_DESCRIPTOR] as Readable),
      once(child, 'close'),
    ]);
    await setImmediate(); // a Ctrl-C reaches the program and this process alike, in any order
    signal.throwIfAborted();
    if (code !== 0) {
      const tail = messages.trimEnd().split('\n').slice(-MESSAGE_LINES).join('\n');
      throw new Error(
        `${[program.script, ...(program.args ?? [])].join(' ')} ended with ${killedBy ?? code}:\n${tail}`,
      );
    }
    return { seconds, report };
  } finally {
    signal.removeEventListener('abort', kill);
  }
}
