import { failureOf, make } from './support';
import { CONTAINER_USES } from './wrong-uses/containers';
import { DESTINATION_USES } from './wrong-uses/destinations';
import { ROUTER_USES } from './wrong-uses/routers';
import type { WrongUse } from './wrong-uses/wrong-use';

const TABLE: Record<string, readonly WrongUse[]> = {
  routers: ROUTER_USES,
  destinations: DESTINATION_USES,
  'logs of containers': CONTAINER_USES,
};

describe.each(Object.entries(TABLE))('wrong uses of %s', (_, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))('fails: %s', (_name, { use, text }) => {
    const made = make();
    const said = failureOf(() => {
      use(made);
      made.app.synth();
    });
    expect(said).toBe(text);
  });
});

describe('the table of wrong uses', () => {
  test('names each once', () => {
    const names = Object.values(TABLE).flatMap((rows) => rows.map(({ name }) => name));
    expect(names).toEqual([...new Set(names)]);
  });

  test('does not fail what is right', () => {
    expect(failureOf(() => make().app.synth())).toBe('nothing failed');
  });
});
