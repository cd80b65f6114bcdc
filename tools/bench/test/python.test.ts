import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { environment as byHandInTypeScript } from '../src/by-hand/environment';
import { SETTINGS, type Settings } from '../src/by-hand/settings';
import { app, byHand } from '../src/python/subjects';
import { trips, tripsOf, type Trips } from '../src/python/trips';
import { ENVIRONMENTS } from '../src/repository';
import { newFolder, synthesise } from './support/synthesis';

/** Templates by their files. Python and Node compress the same user data to other bytes, so that it stands as it was. */
function templates(assembly: string): Record<string, unknown> {
  const names = readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
  return Object.fromEntries(names.map((name) => [name, template(readFileSync(join(assembly, name), 'utf8'))]));
}

function template(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string'
      ? value.replace(/\bH4sI[\w+/]+=*/g, (data) => gunzipSync(Buffer.from(data, 'base64')).toString())
      : value,
  );
}

describe.each(ENVIRONMENTS)('%s in Python', (name) => {
  const settings: Settings = SETTINGS[name];
  const never = new AbortController().signal;
  let hand: { readonly assembly: string; readonly trips: Trips };

  beforeAll(async () => {
    const assembly = join(newFolder(), 'out');
    hand = { assembly, trips: await tripsOf(byHand(name), assembly, never) };
  });

  it('has by hand the templates of its twin in TypeScript, whose fairness is tested', () => {
    const twin = templates(synthesise((twinApp) => byHandInTypeScript(twinApp, settings)));
    expect(Object.keys(twin)).toHaveLength(3);
    expect(JSON.stringify(twin).includes('cat >/opt/host/boot.sh <<')).toBe(true);
    expect(templates(hand.assembly)).toEqual(twin);
  });

  it('takes fewer round trips with the packages', async () => {
    const { all } = await tripsOf(app(name), join(newFolder(), 'out'), never);
    expect(all).toBeGreaterThan(0);
    expect(all).toBeLessThan(hand.trips.all);
  });
});

describe('round trips', () => {
  it('are all messages, by what they are for', () => {
    expect(
      trips({ load: 5, create: 3, invoke: 2, staticInvoke: 1, get: 4, staticGet: 1, set: 1, complete: 2 }),
    ).toEqual({
      all: 19,
      create: 3,
      call: 3,
      property: 6,
      load: 5,
      callback: 2,
    });
  });

  it('fail on a message that nobody knows, rather than leave it out', () => {
    expect(() => trips({ begin: 1 })).toThrow(
      new Error("What a message 'begin' of jsii is for is not known: say so in src/python/trips.ts."),
    );
  });
});
