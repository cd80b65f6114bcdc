import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenarios } from '../src/scenarios';

describe('the README', () => {
  it('tells of every scenario', () => {
    const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
    expect(scenarios.filter(({ name }) => !readme.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
  });
});
