import { Lab } from '../src/lab';
import { obstacle } from '../src/preparation/obstacle';
import { reportOf } from '../src/report';
import { passed, type Outcome } from '../src/scenario';
import { scenarios } from '../src/scenarios';

const MINUTE = 60_000;
/** Whoever has the minutes, and must not miss it, sets this: it fails where machines cannot be booted. */
const required = process.env.BOOT_LAB === 'required';
const reason = required ? obstacle() : 'BOOT_LAB=required is not set';

(required ? describe : describe.skip)(`an instance${required ? '' : ` (skipped: ${reason})`}`, () => {
  let lab: Lab;
  let outcomes: Promise<Outcome>[] = [];

  beforeAll(async () => {
    if (reason !== undefined) {
      throw new Error(`machines cannot be booted: ${reason}`);
    }
    lab = await Lab.open();
    outcomes = lab.play(scenarios);
    // each test waits for its own
    outcomes.forEach((outcome) => void outcome.catch(() => undefined));
  }, 10 * MINUTE);

  afterAll(async () => {
    await lab?.close();
  }, MINUTE);

  it.each(scenarios.map(({ name, claim }, index) => ({ name, claim, index })))(
    '$name: $claim',
    async ({ index }) => {
      const outcome = await outcomes[index];
      if (!passed(outcome)) {
        throw new Error(reportOf(outcome));
      }
    },
    10 * MINUTE,
  );
});
