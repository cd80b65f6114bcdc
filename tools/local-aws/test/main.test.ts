import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './support/eventually';

const MAIN = join(__dirname, '../lib/main.js');

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  readonly exitCode: Promise<number | null>;
}

/** Those that a test did not come to end itself; jest would wait for them for ever. */
const running = new Set<ChildProcess>();
afterEach(() => running.forEach((child) => child.kill('SIGKILL')));

/** Runs the program as it is built. */
function run(...parameters: string[]): Run {
  const child = spawn(process.execPath, [MAIN, ...parameters], { env: { ...process.env, AWS_PROFILE: 'mine' } });
  running.add(child);
  child.on('close', () => running.delete(child));
  let [output, errors] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const exitCode = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => output, errors: () => errors, exitCode };
}

const started = async (local: Run) => {
  const announced = () => /AWS_ENDPOINT_URL=(.*)/.exec(local.output())?.[1];
  const url = await eventually('a start', announced);
  const directory = /moto's log: (.*)\/moto\.log/.exec(local.errors())?.[1] ?? '';
  const children = execFileSync('pgrep', ['-P', String(local.child.pid)], { encoding: 'utf8' });
  return { url, directory, children: children.trim().split('\n').map(Number) };
};

const gone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return undefined;
  } catch {
    return true;
  }
};

describe('npm run local-aws', () => {
  it('explains itself', async () => {
    const help = run('--help');
    expect(await help.exitCode).toBe(0);
    expect(help.output()).toMatch(/^Usage: npm run local-aws -- \[--port PORT\] \[--region REGION\]/);
  });

  it.each([
    [['--port', '0'], '--port must be a number from 1 to 65535, got 0; leave it out for a free port'],
    [['--colour'], "Unknown option '--colour'"],
  ])('refuses %j', async (parameters, message) => {
    const wrong = run(...parameters);
    expect(await wrong.exitCode).toBe(2);
    expect(wrong.errors()).toContain(message);
  });

  it('prints what a shell needs, beside another one, and goes when it is interrupted', async () => {
    const [first, second] = [run(), run('--region', 'eu-central-1')];
    const [one, other] = [await started(first), await started(second)];
    expect(first.output()).toMatch(/^unset AWS_PROFILE\nexport AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+\n/);
    expect(second.output()).toContain('export AWS_REGION=eu-central-1\n');

    const third = run('--port', new URL(one.url).port);
    expect(await third.exitCode).toBe(1);
    expect(third.errors()).toContain(`PortTaken: port ${new URL(one.url).port} is in use by another program`);

    first.child.kill('SIGINT');
    expect(await first.exitCode).toBe(0);
    expect([existsSync(one.directory), ...one.children.map(gone)]).toEqual([false, ...one.children.map(() => true)]);
    expect((await fetch(other.url)).status).toBe(200);

    // and leaves nothing behind even when it cannot tidy up
    second.child.kill('SIGKILL');
    await second.exitCode;
    await eventually('the directory to go', () => (existsSync(other.directory) ? undefined : true));
    await Promise.all(other.children.map((pid) => eventually('the processes to go', () => gone(pid))));
  });
});
