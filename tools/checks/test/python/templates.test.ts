import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyOf, ENVIRONMENTS, pythonAssemblyOf } from '../../src/repository';

describe.each(ENVIRONMENTS)('the app of %s in Python', (environment) => {
  const templates = (folder: string) =>
    Object.fromEntries(
      readdirSync(folder)
        .filter((name) => name.endsWith('.template.json'))
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
  const inTypeScript = templates(assemblyOf(environment));
  const inPython = templates(pythonAssemblyOf(environment));

  it('has the stacks of its TypeScript twin', () => {
    expect(Object.keys(inTypeScript)).toHaveLength(3);
    expect(Object.keys(inPython)).toEqual(Object.keys(inTypeScript));
  });

  it.each(Object.keys(inTypeScript))('gives the same %s, byte for byte', (name) => {
    // compared as values first: a failure says where they differ
    expect(JSON.parse(inPython[name] ?? '{}')).toEqual(JSON.parse(inTypeScript[name] ?? '{}'));
    expect(inPython[name] === inTypeScript[name]).toBe(true);
  });
});
