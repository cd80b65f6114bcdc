import { Lab } from '../src/lab';
import { obstacle } from '../src/preparation/obstacle';
import { reportOf } from '../src/report';
import { passed, type Outcome } from '../src/scenario';
import { scenarios } from '../src/scenarios';

const MINUTE = 60_000;
/** `required`: fail where machines cannot be booted; `off`: do not even where they can. */
const choice = process.env.BOOT_LAB;
const reason = choice === 'off' ? 'BOOT_LAB is off' : obstacle();
const skipped = reason !== undefined && choice !== 'required';
/** At once, where jest would wait for the end. */
const say = (line: string): boolean => process.stderr.write(`  … boot lab: ${line}\n`);

(skipped ? describe.skip : describe)(`an instance${skipped ? ` (skipped: ${reason})` : ''}`, () => {
  let lab: Lab;
  let outcomes: Promise<Outcome>[] = [];

  beforeAll(async () => {
    if (reason !== undefined) {
      throw new Error(`machines cannot be booted: ${reason}`);
    }
    lab = await Lab.open({ say });
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
