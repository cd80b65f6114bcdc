import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS, ROOT } from '../src/repository';

/** The one file that is each environment's own, by the language of an app. */
const SETTINGS = { '.ts': 'settings.ts', '.py': 'settings.py' };
type Language = keyof typeof SETTINGS;
/** Of a file of code, of which each is read by itself. */
const MOST_LINES = 80;

/** What reaches behind the public props of a construct. */
const ESCAPE_HATCH =
  /\bCfn[A-Z]\w*|\bnode\.defaultChild\b|\badd(Property|Deletion|PropertyDeletion)?Override\b|\b_?default_child\b|\badd_(property_)?(deletion_)?override\b|\bas any\b|\bAny\b|# type: ignore|\._\w+|\bAspects\b/;

const sources = [
  ...ENVIRONMENTS.map((name) => sourcesIn(`apps/${name}`, 'src', '.ts')),
  ...ENVIRONMENTS.map((name) => sourcesIn(`apps/${name}-python`, '', '.py')),
];

function sourcesIn(environment: string, within: string, language: Language) {
  const folder = join(ROOT, environment, within);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(language))
    .sort();
  return {
    environment,
    language,
    texts: Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
  };
}

describe('the environments', () => {
  it.each(['.ts', '.py'] as const)('differ in nothing but their settings: %s', (language) => {
    const [first, ...others] = sources
      .filter((one) => one.language === language)
      .map(({ texts }) => ({ ...texts, [SETTINGS[language]]: 'their own' }));
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
