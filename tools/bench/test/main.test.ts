import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(__dirname, '..', 'lib', 'main.js');

describe('the bench', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
    env = { ...process.env, TMPDIR: folder };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const bench = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', env });
    return { status, stdout, stderr };
  };

  it.each([
    [['--help']],
    [['synth', '--help']],
    [['python', '--help']],
    [['boot', '--help']],
    [['synth', '--app', 'nonsense', '-h']],
  ])('explains itself: %j', (args) => {
    const { status, stdout, stderr } = bench(...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run bench -- /);
  });

  it.each([
    [[], 'Usage: '],
    [['toString'], "There is no command 'toString'.\n\nUsage: "],
    [
      ['synth', '--json', 'no-such-folder/bench.json'],
      "--json must name a file in a folder that is there, got 'no-such-folder/bench.json'.\n\nUsage: ",
    ],
    [
      ['python', '--json', 'no-such-folder/bench.json'],
      "--json must name a file in a folder that is there, got 'no-such-folder/bench.json'.\n\nUsage: ",
    ],
    [['boot', '--rounds', 'few'], "--rounds must be a whole number from 1 to 100, got 'few'.\n\nUsage: "],
    [['synth', '--rounds', 'few'], "--rounds must be a whole number from 1 to 1000, got 'few'.\n\nUsage: "],
  ])('refuses %j with what would be right', (args, text) => {
    const { status, stdout, stderr } = bench(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(text)).toBe(true);
  });

  it('measures whole processes, writes every measurement and leaves nothing behind', () => {
    const json = join(folder, 'bench.json');
    const { status, stdout } = bench('synth', '--clusters', '1', '--rounds', '1', '--json', json);
    const written = JSON.parse(readFileSync(json, 'utf8'));
    const cost = {
      seconds: expect.any(Number),
      processorSeconds: expect.any(Number),
      peakMemoryMiB: expect.any(Number),
    };
    expect(status).toBe(0);
    expect(stdout).toContain('clusters, validation off');
    expect(written.measurements[0].measured).toEqual(
      [0, 1].map((clusters) => ({ clusters, packages: [cost], byHand: [cost] })),
    );
    expect(readdirSync(folder)).toEqual(['bench.json']);
  });

  it('measures Python with the process that it starts', () => {
    const json = join(folder, 'bench.json');
    const options = ['--app', 'acceptance', '--validation', 'off', '--rounds', '1', '--json', json];
    const { status, stdout, stderr } = bench('python', ...options);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('Traceback') });
    const [counted, timed] = JSON.parse(readFileSync(json, 'utf8')).measurements;
    expect(stdout).toContain('acceptance, validation off');
    // an app without anything makes that app and synthesises it; more is what loads aws-cdk-lib
    expect(counted.floor).toMatchObject({ resources: 0, trips: { create: 1, call: 1, property: 0, callback: 0 } });
    const [{ processorSeconds, ownSeconds, ...cost }] = timed.app;
    expect(cost).toEqual({ seconds: expect.any(Number), peakMemoryMiB: expect.any(Number) });
    // Node cannot even start in less
    expect(processorSeconds - ownSeconds).toBeGreaterThan(0.1);
    expect(readdirSync(folder)).toEqual(['bench.json']);
  });

  it.each([
    ['synth', '--clusters', '1', '--rounds', '1000'],
    ['python', '--rounds', '1000'],
  ])('ends at once on Ctrl-C, with what it runs and what it wrote: %s', async (...args) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env });
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
