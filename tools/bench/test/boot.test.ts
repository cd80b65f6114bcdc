import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { obstacle } from 'boot-lab/lib/preparation/obstacle';
import { measureBoots } from '../src/boot/measure';
import { bootOptions } from '../src/boot/options';
import { bootReport } from '../src/boot/report';
import { MARKS, subjects } from '../src/boot/subjects';

const MAIN = join(__dirname, '..', 'lib', 'main.js');

describe('the options of boot', () => {
  it('are five rounds by default', () => {
    expect(bootOptions([])).toEqual({ rounds: 5, json: undefined });
  });

  it.each([
    [['--rounds', '0'], "--rounds must be a whole number from 1 to 100, got '0'."],
    [['--rounds', '101'], "--rounds must be a whole number from 1 to 100, got '101'."],
    [['--app', 'production'], /Unknown option '--app'/],
  ])('fails for %j', (args, text) => {
    expect(() => bootOptions(args)).toThrow(text);
  });
});

describe('the report of boot', () => {
  const boots = (...ready: number[]) => ready.map((value) => ({ ready: value, userData: value / 2 }));

  it('compares each to the baseline, round by round, and says whether the target is met', () => {
    const report = bootReport([
      { name: 'baseline', boots: boots(9, 12, 30) },
      { name: 'quick', boots: boots(3, 3, 3) },
      { name: 'slow', boots: boots(9, 6, 30) },
    ]);

    expect(report.split('\n')).toEqual([
      '  until the agent has registered   median         min … max  user data',
      '  baseline                        12.00 s  9.00 s … 30.00 s     6.00 s',
      '  quick                            3.00 s   3.00 s … 3.00 s     1.50 s',
      '  slow                             9.00 s  6.00 s … 30.00 s     4.50 s',
      '  quick / baseline: 0.25 (0.10 … 0.33): met, the target is a third at most',
      '  slow / baseline: 1.00 (0.50 … 1.00): missed, the target is a third at most',
    ]);
  });
});

describe('what boot measures', () => {
  it('is the baseline first, each user data with its marks where it begins', async () => {
    const [baseline, ...ours] = await subjects();

    expect(baseline.start.userData.split('\n').slice(0, 2)).toEqual(['#!/bin/bash', `logger '${MARKS.scriptBegins}'`]);
    expect(ours).toHaveLength(2);
    ours.forEach(({ start }) => {
      expect(start.userData).toContain(`#!/bin/sh\nlogger '${MARKS.earlyBegins}'\n`);
    });
  });

  it('ends when the person at the terminal has had enough', async () => {
    const lab = { play: () => [] };
    const all = [
      { name: 'one', start: { id: 'one', userData: '', hopLimit: 1, generations: {}, parameters: {} }, world: {} },
    ];
    const surroundings = { signal: AbortSignal.abort(), folder: '', progress: () => undefined, print: () => undefined };

    await expect(measureBoots(lab as never, all, 1, surroundings)).rejects.toThrow('This operation was aborted');
  });
});

(obstacle() === undefined ? describe.skip : describe)('where machines cannot be booted', () => {
  it('boot says why and ends with 3', () => {
    const { status, stdout } = spawnSync(process.execPath, [MAIN, 'boot'], { encoding: 'utf8' });

    expect({ status, stdout }).toEqual({ status: 3, stdout: `Skipped: ${obstacle()}.\n` });
  });
});
