import { spawn, type SpawnOptions } from 'node:child_process';

export interface Ran {
  readonly status: number | null;
  /** Standard output and error. */
  readonly output: string;
}

export interface RunOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  readonly input?: string | Buffer;
  /** Do not throw when it fails. */
  readonly mayFail?: boolean;
  readonly onLine?: (line: string) => void;
}

const LAST_LINES = 25;

/** Programs that have been started and have not ended. */
const running = new Set<ReturnType<typeof spawn>>();

/** Ends what `run` has started. */
export function stopRunning(): void {
  running.forEach((child) => child.kill());
}

/** Runs a program to its end. Fails with its last lines. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: 'pipe' });
  running.add(child);
  let output = '';
  let rest = '';
  const read = (data: Buffer): void => {
    output += data.toString();
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach((line) => options.onLine?.(line));
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  child.stdin.on('error', () => undefined); // it may end without reading
  child.stdin.end(options.input);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => running.delete(child));
  if (status !== 0 && !options.mayFail) {
    const tail = output.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
    throw new Error(`${[program, ...args].join(' ')} ended with ${status ?? 'a signal'}:\n${tail}`);
  }
  return { status, output };
}
