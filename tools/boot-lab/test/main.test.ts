import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SIDE_BY_SIDE } from '../src/lab';
import { scenarios } from '../src/scenarios';

function main(...args: string[]) {
  return spawnSync(process.execPath, [join(__dirname, '..', 'lib', 'main.js'), ...args], { encoding: 'utf8' });
}

describe('the command line', () => {
  it('explains itself', () => {
    const { status, stdout } = main('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: npm run boot-lab -- [options] [scenario…]');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('lists every scenario', () => {
    const { status, stdout } = main('--list');
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(scenarios.length);
  });

  it.each([
    [['never-heard-of'], "there is no scenario 'never-heard-of'; --list shows them"],
    [['--jobs', '0'], `--jobs must be a number from 1 to 99, got 0; leave it out for ${SIDE_BY_SIDE}`],
    [['--fast'], "Unknown option '--fast'"],
  ])('refuses %p', (args, complaint) => {
    const { status, stderr } = main(...args);
    expect(status).toBe(2);
    expect(stderr.startsWith(complaint)).toBe(true);
  });
});

describe('the scenarios', () => {
  it('have names that say what happens, each its own', () => {
    const names = scenarios.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    names.forEach((name) => expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/));
  });
});
