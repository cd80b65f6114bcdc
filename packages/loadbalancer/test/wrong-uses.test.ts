import { environment, failureOf } from './support';
import { BALANCER_USES } from './wrong-uses/balancers';
import { CLASSIC_SERVICE_USES } from './wrong-uses/classic-services';
import { SERVICE_USES } from './wrong-uses/services';
import type { WrongUse } from './wrong-uses/wrong-use';

const TABLE: Record<string, readonly WrongUse[]> = {
  'load balancers': BALANCER_USES,
  services: SERVICE_USES,
  'services behind a Classic Load Balancer': CLASSIC_SERVICE_USES,
};

/** What CDK puts around a text that `node.addValidation` gave. */
const VALIDATION = /^\w+: Validation failed with the following errors:\n {2}\[[^\]]+\] /;

describe.each(Object.entries(TABLE))('wrong uses of %s', (_, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))('fails: %s', (_name, { use, text }) => {
    const surroundings = environment();
    const said = failureOf(() => {
      use(surroundings);
      surroundings.app.synth();
    });
    expect(said.replace(VALIDATION, '')).toBe(text);
  });
});

describe('the table of wrong uses', () => {
  test('names each once', () => {
    const names = Object.values(TABLE).flatMap((rows) => rows.map(({ name }) => name));
    expect(names).toEqual([...new Set(names)]);
  });
});
