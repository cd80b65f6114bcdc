import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../src/repository';

const RESULTS = pathToFileURL(join(ROOT, 'tools', 'commands', 'support', 'results.mjs')).href;

/** jest's own modules are CommonJS, so a program of its own asks. */
function ask(called: 'skips' | 'count', argument: unknown): unknown {
  const program = `import { ${called} } from '${RESULTS}'; console.log(JSON.stringify(${called}(${JSON.stringify(argument)})))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const skips = (tests: readonly (readonly [fullName: string, status: string])[]) =>
  ask('skips', { testResults: [{ assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) }] });

describe('the closing summary of npm test', () => {
  it('says nothing of skipped tests when there are none', () => {
    expect(skips([['a network spans two zones', 'passed']])).toEqual([]);
  });

  it('says why tests were skipped', () => {
    expect(
      skips([
        ['an instance (skipped: it needs root: it makes namespaces) healthy', 'pending'],
        ['an instance (skipped: it needs root: it makes namespaces) reboot', 'pending'],
        ['what is not known yet', 'pending'],
        ['the command line explains itself', 'passed'],
      ]),
    ).toEqual(['2 skipped (it needs root: it makes namespaces)', '1 skipped']);
  });

  it('counts a rehearsal as one task, whatever it has played', () => {
    const task = (name: string, state: string) => ({ name, state, cached: false, output: '' });
    expect(ask('count', [task('network:lint', 'passed'), task('release:rehearse', 'failed')])).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      notes: ['  other tasks          1 of 2 passed'],
    });
  });
});
