import { EMULATED } from '../../src/scenario/target';

/** On AWS an instance refresh takes as long as the instances take to drain, one after the other. */
const TIMEOUT_MILLISECONDS = EMULATED ? 300_000 : 3 * 3_600_000;

type Step = (name: string, work: () => Promise<void>) => void;

/**
 * Steps that build on each other, as tests. Once one has failed, those that follow say so instead of failing for
 * reasons that lead astray.
 */
export function steps(): { readonly step: Step; readonly emulatedStep: Step } {
  let failed: string | undefined;
  const step: Step = (name, work) => {
    it(
      name,
      async () => {
        if (failed !== undefined) {
          throw new Error(`Not reached: '${failed}' failed.`);
        }
        try {
          await work();
        } catch (error) {
          failed = name;
          throw error;
        }
      },
      TIMEOUT_MILLISECONDS,
    );
  };
  const skipped: Step = (name) => {
    it.skip(`${name} (needs an AMI to be published at will: only local AWS can)`, () => undefined);
  };
  return { step, emulatedStep: EMULATED ? step : skipped };
}
