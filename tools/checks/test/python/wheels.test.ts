import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PythonProject } from '../../src/examples/python';
import { ROOT } from '../../src/repository';

interface Wheel {
  readonly name: string;
  readonly readme: number;
  readonly licenses: number;
  readonly typed: boolean;
  readonly siblings: readonly string[];
  readonly excludes_itself: readonly string[];
  readonly impossible: readonly string[];
}

const PACKAGES = readdirSync(join(ROOT, 'packages')).sort();
const moduleOf = (name: string) => `ecs_groundwork.${name.replace('ecs-groundwork-', '').replaceAll('-', '_')}`;

describe('the wheel', () => {
  const python = new PythonProject();
  let wheels: ReadonlyMap<string, Wheel>;

  beforeAll(() => {
    const paths = PACKAGES.map((name) => {
      const folder = join(ROOT, 'packages', name, 'dist', 'python');
      return join(folder, readdirSync(folder).find((file) => file.endsWith('.whl')) ?? 'no wheel');
    });
    const described = JSON.parse(python.program(join(__dirname, 'wheels.py'), JSON.stringify(paths))) as Wheel[];
    wheels = new Map(PACKAGES.map((name, index) => [name, described[index]]));
  });

  describe.each(PACKAGES)('of %s', (name) => {
    it('carries its README, its licence and the marker of types', () => {
      const { length } = readFileSync(join(ROOT, 'packages', name, 'README.md'), 'utf8');
      const wheel = wheels.get(name);
      expect(wheel).toMatchObject({ name: `ecs-groundwork-${name}`, typed: true });
      expect(wheel?.licenses).toBeGreaterThan(0);
      // translated examples make it longer or shorter
      expect(wheel?.readme).toBeGreaterThan(length / 2);
    });

    it('asks for what pip can satisfy, also before a release', () => {
      expect(wheels.get(name)).toMatchObject({ excludes_itself: [], impossible: [] });
    });

    it('drags no package in but those that it says it needs', () => {
      const said = new Set([`ecs-groundwork-${name}`]);
      for (const needed of said) {
        wheels.get(needed.replace('ecs-groundwork-', ''))?.siblings.forEach((sibling) => said.add(sibling));
      }
      const loaded = JSON.parse(
        python.program(join(__dirname, 'imports.py'), JSON.stringify(moduleOf(name))),
      ) as string[];
      expect(loaded).toEqual([...said].map(moduleOf).sort());
    });
  });
});
