import { makeGroup, make, failureOf } from './support';
import { ACCESS_USES } from './wrong-uses/access';
import { AGENT_USES } from './wrong-uses/agent';
import { BOOT_USES } from './wrong-uses/boot';
import { GROUP_USES } from './wrong-uses/groups';
import { IMAGE_USES } from './wrong-uses/images';
import type { WrongUse } from './wrong-uses/wrong-use';

const TABLE: Record<string, readonly WrongUse[]> = {
  groups: GROUP_USES,
  images: IMAGE_USES,
  access: ACCESS_USES,
  'the boot': BOOT_USES,
  'the agent': AGENT_USES,
};

/** What CDK puts around a text that `node.addValidation` gave. */
const VALIDATION = /^\w+: Validation failed with the following errors:\n {2}\[[^\]]+\] /;

describe.each(Object.entries(TABLE))('wrong uses of %s', (_, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))('fails: %s', (_name, { use, text }) => {
    const { app, stack, vpc, cluster } = make();
    const said = failureOf(() => {
      use({ stack, vpc, cluster });
      app.synth();
    });
    expect(said.replace(VALIDATION, '')).toBe(text);
  });
});

describe('the table of wrong uses', () => {
  test('names each once', () => {
    const names = Object.values(TABLE).flatMap((rows) => rows.map(({ name }) => name));
    expect(names).toEqual([...new Set(names)]);
  });

  test('does not fail what is right', () => {
    expect(() => makeGroup().app.synth()).not.toThrow();
  });
});
