import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(__dirname, 'support', 'program.cjs');

describe('a program', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'command-line-test-'));
    env = { ...process.env, TMPDIR: folder };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const program = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8', env });
    return { status, stdout, stderr };
  };

  it('lists its commands', () => {
    const { status, stdout, stderr } = program('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: node program.cjs COMMAND \[options\]\n\nFor tests.\n\n {2}write +writes a file\n/);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('explains a command, whatever else is said', () => {
    expect(program('write', '--nonsense', '--help')).toEqual({ status: 0, stdout: 'Usage of write\n', stderr: '' });
  });

  it.each([
    [[], 'Usage: node program.cjs COMMAND'],
    [['toString'], "There is no command 'toString'.\n\nUsage: node program.cjs COMMAND"],
    [['refuse'], 'Not so.\n\nUsage of refuse\n'],
  ])('refuses %j with what would be right', (args, text) => {
    const { status, stdout, stderr } = program(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(text)).toBe(true);
  });

  it('says why it failed, without a stack trace', () => {
    expect(program('fail')).toEqual({ status: 1, stdout: '', stderr: 'It broke.\n' });
  });

  it('tells what cannot run here from what failed', () => {
    expect(program('skip')).toEqual({ status: 3, stdout: 'Skipped: no machine.\n', stderr: '' });
  });

  it('keeps results and progress apart, and every temporary file in a folder that goes', () => {
    const { status, stdout, stderr } = program('write', 'a', 'b');
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'Writing\n' });
    expect(stdout).toMatch(/^\["a","b"\] in .*\/ecs-groundwork-test-\w{6}, as the temporary folder: true\n$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends what runs on %s, and says so by its code', async (signal, code) => {
    const child = spawn(process.execPath, [PROGRAM, 'wait'], { env });
    await once(child.stderr, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([code, null]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
