import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(__dirname, '..', 'lib', 'main.js');

describe('the release tool', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-test-'));
    env = { ...process.env, TMPDIR: folder, INIT_CWD: folder };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const release = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', env });
    return { status, stdout, stderr };
  };

  it.each([[['--help']], [['plan', '--help']], [['build', '--at', 'nonsense', '-h']], [['rehearse', '--help']]])(
    'explains itself: %j',
    (args) => {
      const { status, stdout, stderr } = release(...args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: npm run release -- /);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    },
  );

  it.each([
    [[], 'Usage: '],
    [['toString'], "There is no command 'toString'.\n\nUsage: "],
    [['plan', '--pre', 'preview'], "--pre must be alpha, beta, rc, got 'preview'.\n\nUsage: "],
    [
      ['build', '--plan', 'plan.json', '--at', 'HEAD'],
      '--plan says already what is built: leave out packages, --at, --pre and --offline.\n\nUsage: ',
    ],
    [['build', '--plan', 'no-such-plan.json'], "--plan must name a file that 'plan --json' wrote: "],
  ])('refuses %j with what would be right', (args, text) => {
    const { status, stdout, stderr } = release(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(text);
  });

  it('says why it cannot, with a code', () => {
    const { status, stdout, stderr } = release('plan', '--offline', 'netwrk');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    // the second where this checkout is shallow
    expect(stderr).toMatch(/^(PackageUnknown: there is no package 'netwrk'|HistoryIncomplete: )/m);
  });
});
