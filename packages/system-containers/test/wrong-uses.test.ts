import { container, failureOf, make } from './support';
import { CONTAINER_USES } from './wrong-uses/containers';
import { IN_ECS_USES } from './wrong-uses/in-ecs';
import { ON_BOOT_USES } from './wrong-uses/on-boot';
import type { WrongUse } from './wrong-uses/wrong-use';

const TABLE: Record<string, readonly WrongUse[]> = {
  'a container': CONTAINER_USES,
  'a container on boot': ON_BOOT_USES,
  'a container in ECS': IN_ECS_USES,
};

/** What CDK puts around a text that `node.addValidation` gave. */
const VALIDATION = /^\w+: Validation failed with the following errors:\n {2}\[[^\]]+\] /;

describe.each(Object.entries(TABLE))('wrong uses of %s', (_, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))('fails: %s', (_name, { use, text }) => {
    const made = make();
    const said = failureOf(() => {
      use(made);
      made.app.synth();
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
    const { app, group } = make();
    group.contribute(container());
    expect(() => app.synth()).not.toThrow();
  });
});
