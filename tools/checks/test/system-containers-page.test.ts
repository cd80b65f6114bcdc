import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as systemContainers from '@ecs-groundwork/system-containers';
import { ROOT } from '../src/repository';

const PAGE = readFileSync(join(ROOT, 'docs', 'system-containers.md'), 'utf8');
const LAB = readFileSync(join(ROOT, 'tools', 'boot-lab', 'README.md'), 'utf8');

/** The rows of the table under a heading, as lists of cells. */
function table(heading: string): string[][] {
  const [, section = ''] = PAGE.split(`\n## ${heading}\n`);
  const rows = section.split('\n## ')[0]?.match(/^\|.*\|$/gm) ?? [];
  return rows.map((row) => row.split('|').slice(1, -1)).map((cells) => cells.map((cell) => cell.trim()));
}

describe('the page on system containers', () => {
  it('compares every carrier that there is', () => {
    const carriers = Object.getOwnPropertyNames(systemContainers.Carrier)
      .filter((name) => typeof Reflect.get(systemContainers.Carrier, name) === 'function')
      .map((name) => `\`${name}()\``);
    expect(table('Four ways to run one')[0]?.slice(1).sort()).toEqual(carriers.sort());
  });

  it('compares them in what people choose by', () => {
    const rows = table('Four ways to run one').map(([first = '']) => first.replaceAll('*', ''));
    expect(rows).toEqual(
      expect.arrayContaining(['Order', 'Gap on a change', 'Seen in ECS', 'Scale-in', 'Reservation']),
    );
  });

  it('names scenarios that the boot lab has', () => {
    const named = table('How it is shown').flatMap((cells) => cells.at(-1)?.match(/`[a-z-]+`/g) ?? []);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !LAB.includes(name))).toEqual([]);
  });
});
