import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS, ROOT } from '../src/repository';

const SETTINGS = 'settings.ts';
/** Of a file of code, of which each is read by itself. */
const MOST_LINES = 80;

/** What reaches behind the public props of a construct. */
const ESCAPE_HATCH =
  /\bCfn[A-Z]\w*|\bnode\.defaultChild\b|\badd(Property|Deletion|PropertyDeletion)?Override\b|\bas any\b|\._\w+|\bAspects\b/;

const sources = ENVIRONMENTS.map((environment) => {
  const folder = join(ROOT, 'apps', environment, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort();
  return {
    environment,
    texts: Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
  };
});

describe('the environments', () => {
  it('differ in nothing but their settings', () => {
    const [first, ...others] = sources.map(({ texts }) => ({ ...texts, [SETTINGS]: 'their own' }));
    expect(others.length).toBeGreaterThan(0);
    others.forEach((other) => expect(other).toEqual(first));
  });

  it.each(sources)(`$environment has less than ${MOST_LINES} lines in each file`, ({ texts }) => {
    const long = Object.entries(texts).filter(([, text]) => text.trimEnd().split('\n').length >= MOST_LINES);
    expect(long.map(([name]) => name)).toEqual([]);
  });

  it.each(sources)('$environment uses public props only', ({ texts }) => {
    const hatches = Object.entries(texts).flatMap(([name, text]) =>
      text
        .split('\n')
        .flatMap((line, index) => (ESCAPE_HATCH.test(line) ? [`${name}:${index + 1}: ${line.trim()}`] : [])),
    );
    expect(hatches).toEqual([]);
  });
});
