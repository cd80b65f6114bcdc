import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fencesIn, fencesOf } from '../src/examples/fences';
import type { Outcome } from '../src/examples/python';
import { PythonProject } from '../src/examples/python';
import { TypeScriptProject } from '../src/examples/typescript';
import { ROOT } from '../src/repository';
import { readAssembly } from '../src/templates/assembly';

const DOCUMENTS = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const PACKAGES = readdirSync(join(ROOT, 'packages'));

describe('examples in documents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-groundwork-examples-'));
  const python = new PythonProject();

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are found by language, with the line they begin at', () => {
    const text = 'one\n```ts\na;\n```\n\n```python\nb\n\nc\n```\n```\nplain\n```\n';
    expect(fencesOf(text, 'ts')).toEqual([{ line: 3, code: 'a;\n' }]);
    expect(fencesOf(text, 'python')).toEqual([{ line: 7, code: 'b\n\nc\n' }]);
  });

  describe('of the README and docs', () => {
    const typescript = new TypeScriptProject(folder);
    const synthesised = (outdir: string) =>
      readAssembly(outdir).templates.map(({ stack, resources }) => ({ stack, resources }));
    let fromTypeScript: ReturnType<typeof synthesised>;

    it('in TypeScript compile', () => {
      typescript.compile(DOCUMENTS.flatMap((document) => fencesIn(document, 'ts')));
    });

    it('in TypeScript give one stack', () => {
      const [example, ...others] = fencesIn('README.md', 'ts');
      expect(others).toEqual([]);
      fromTypeScript = example ? synthesised(typescript.synthesise(example)) : [];
      expect(fromTypeScript).toHaveLength(1);
    });

    it('in Python give the same', () => {
      const outdir = mkdtempSync(join(folder, 'python-'));
      const examples = fencesIn('README.md', 'python');
      expect(python.run(examples, outdir)).toEqual([null]);
      expect(synthesised(outdir)).toEqual(fromTypeScript);
    });
  });

  it.each(['README.md', ...PACKAGES.map((name) => `packages/${name}/README.md`)])(
    'stand side by side in %s: each in TypeScript is followed by the same in Python',
    (document) => {
      const lines = (language: string) => fencesIn(document, language).map(({ line }) => [line, language] as const);
      const inOrder = [...lines('ts'), ...lines('python')].sort(([one], [other]) => one - other);
      expect(inOrder.length).toBeGreaterThan(0);
      expect(inOrder.map(([, language]) => language)).toEqual(inOrder.map((_, index) => ['ts', 'python'][index % 2]));
    },
  );

  describe('of packages', () => {
    const examples = PACKAGES.flatMap((name) =>
      fencesIn(`packages/${name}/README.md`, 'python').map((fence) => ({
        ...fence,
        name,
        // a whole program brings its own app
        fixture: fence.code.includes('App()') ? undefined : join(__dirname, 'examples', name, 'fixture.py'),
      })),
    );
    let outcomes: Outcome[];

    beforeAll(() => {
      outcomes = python.run(examples, mkdtempSync(join(folder, 'python-')));
    });

    it.each(PACKAGES)('are in Python for %s', (name) => {
      expect(examples.filter((example) => example.name === name)).not.toEqual([]);
    });

    it.each(examples.map((example, index) => ({ ...example, index })))('run: $document, line $line', ({ index }) => {
      expect(outcomes[index]).toBeNull();
    });
  });
});
