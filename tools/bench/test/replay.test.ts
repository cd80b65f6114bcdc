import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { replay } from '../src/replay/replay';
import { sectionsOf } from '../src/replay/template';
import { ENVIRONMENTS } from '../src/repository';
import { synthesise, synthesiseApp } from './support/synthesis';

describe.each(ENVIRONMENTS)('the replay of %s', (environment) => {
  const original = synthesiseApp(environment);
  let copy: string;
  beforeAll(() => {
    copy = synthesise((app) => replay(app, original));
  });

  it('has the same files', () => {
    expect(readdirSync(copy)).toEqual(readdirSync(original));
  });

  it.each(readdirSync(original).filter((name) => /\.(template|assets)\.json$/.test(name)))(
    'writes the same %s, byte for byte',
    (name) => {
      expect(readFileSync(join(copy, name), 'utf8')).toBe(readFileSync(join(original, name), 'utf8'));
    },
  );
});

describe('a replay', () => {
  it('fails on a section that it would leave out', () => {
    expect(() => sectionsOf({ Hooks: {}, Rules: { Own: {} } } as object)).toThrow(
      new Error('The replay knows nothing of Hooks, Own: teach it in src/replay.'),
    );
  });
});
