import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PythonProject } from '../../src/examples/python';
import { ROOT } from '../../src/repository';
import { Surroundings, WRONG_USES, type WrongUse } from './wrong-uses';

function saidInTypeScript({ inTypeScript }: WrongUse): string | null {
  const made = new Surroundings();
  try {
    inTypeScript(made);
    made.app.synth();
    return null;
  } catch (error) {
    return String(error);
  }
}

describe('an error in Python says all that it says in TypeScript, beginning with its code', () => {
  let saidInPython: unknown[];

  beforeAll(() => {
    const uses = JSON.stringify(WRONG_USES.map(({ inPython }) => inPython));
    saidInPython = JSON.parse(new PythonProject().program(join(__dirname, 'wrong_uses.py'), uses)) as unknown[];
  });

  it.each(WRONG_USES.map((use, index) => ({ ...use, index })))('of $of, $arises', (use) => {
    expect(saidInTypeScript(use)).toBe(use.text);
    expect(saidInPython[use.index]).toBe(use.text);
  });
});

describe('the table of wrong uses', () => {
  const packages = readdirSync(join(ROOT, 'packages'));
  const having = (...ways: WrongUse['arises'][]) =>
    packages.filter((name) => WRONG_USES.some(({ of, arises }) => of === name && ways.includes(arises)));

  it('has a constructor and a method of each package', () => {
    expect(having('in a constructor')).toEqual(packages);
    expect(having('in a static method', 'in a method')).toEqual(packages);
  });

  it('has a synthesis of each package that checks anything then', () => {
    const checking = packages.filter((name) =>
      readdirSync(join(ROOT, 'packages', name, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .some((file) =>
          readFileSync(join(ROOT, 'packages', name, 'src', file), 'utf8').includes('.node.addValidation({'),
        ),
    );
    expect(having('at synthesis')).toEqual(checking);
  });
});
