import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../src/repository';

const RESULTS = pathToFileURL(join(ROOT, 'tools', 'commands', 'support', 'results.mjs')).href;

/** jest's own modules are CommonJS, so a program of its own asks. */
function skips(tests: readonly (readonly [fullName: string, status: string])[]): unknown {
  const report = { testResults: [{ assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) }] };
  const program = `import { skips } from '${RESULTS}'; console.log(JSON.stringify(skips(${JSON.stringify(report)})))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

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
});
