import { decide } from '../../src/plan/decide';
import { renderPlan } from '../../src/plan/render';
import { COLUMNS, table } from '../../src/report/table';
import { aCommit, aPackage, factsOf } from '../support/facts';

const hash = 'a1b2c3d4'.padEnd(40, '0');

describe('a plan on the terminal', () => {
  it('says for each package what becomes of it, and why', () => {
    const facts = factsOf(
      aPackage('network', { releases: ['0.1.0'], commits: [aCommit('feat!: zones are named', { hash })] }),
      aPackage('logging', { releases: ['0.1.3'] }),
    );
    expect(renderPlan(decide(facts, { packages: [] }))).toBe(
      [
        'Release of bbbbbbbbbbbb',
        '',
        '  package  version        step             why',
        '  network  0.1.0 → 0.2.0  minor, breaking  breaking: zones are named (a1b2c3d)',
        '  logging  stays                           nothing since logging@0.1.3',
        '',
        'In this order: network@0.2.0',
      ].join('\n'),
    );
  });

  it('counts what it has no room for', () => {
    const commits = Array.from({ length: 9 }, (_, index) => `fix: ${index}`);
    const text = renderPlan(decide(factsOf(aPackage('network', { releases: ['0.1.0'], commits })), { packages: [] }));
    expect(text).toContain('… and 3 more');
  });

  it('says when there is nothing', () => {
    const facts = factsOf(aPackage('network', { releases: ['0.1.0'] }));
    expect(renderPlan(decide(facts, { packages: [] }))).toContain('There is nothing to release.');
  });

  it('fits, whatever somebody wrote into a commit', () => {
    const long = `fix: ${'a'.repeat(200)} ${'words '.repeat(50)}`;
    const facts = factsOf(
      ...['network', 'system-containers'].map((name) => aPackage(name, { releases: ['10.20.30'], commits: [long] })),
    );
    const widths = renderPlan(decide(facts, { packages: [] }))
      .split('\n')
      .map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(COLUMNS);
  });
});

describe('a table', () => {
  it('wraps its last column', () => {
    expect(table(['a', 'b'], [['1', 'two three']], 12)).toBe('  a  b\n  1  two\n     three');
  });
});
