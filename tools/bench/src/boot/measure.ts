import { Lab } from 'boot-lab/lib/lab';
import { reportOf } from 'boot-lab/lib/report';
import { passed, type Scenario } from 'boot-lab/lib/scenario';
import * as wanted from 'boot-lab/lib/timeline/wanted';
import type { Surroundings } from 'command-line/lib/command';
import { interleaved } from '../measure/interleaved';
import { MARKS, type Subject } from './subjects';

/** What one boot took, in seconds. What cloud-init does before the user data, and between parts of it, is no part of it. */
export interface Boot {
  /** The user data alone, until cloud-init has finished, before which the agent does not start. */
  readonly userData: number;
  /** With what comes then, until the agent has registered. */
  readonly ready: number;
}

export interface MeasuredBoots {
  readonly name: string;
  readonly boots: readonly Boot[];
}

export async function measureBoots(
  lab: Lab,
  subjects: readonly Subject[],
  rounds: number,
  { progress, signal }: Surroundings,
): Promise<MeasuredBoots[]> {
  const measured = await interleaved(subjects, rounds, (subject, round) => {
    signal.throwIfAborted();
    progress(`round ${round + 1} of ${rounds}: ${subject.name}`);
    return boot(lab, subject);
  });
  return [...measured].map(([{ name }, boots]) => ({ name, boots }));
}

/** Boots a machine of its own, and takes the times from its journal. */
async function boot(lab: Lab, { name, start, world }: Subject): Promise<Boot> {
  let took: Boot | undefined;
  const scenario: Scenario = {
    name: 'bench',
    claim: name,
    play: async (stage) => {
      const { history } = await stage.boot(start, { world });
      const registered = await history.until(wanted.agent('registered'), { within: 120 });
      const finished = await history.until(wanted.unit('cloud-final.service', 'started'));
      const [early, end, script] = [MARKS.earlyBegins, MARKS.earlyEnds, MARKS.scriptBegins].map(
        (text) => history.first(wanted.line(new RegExp(`^${text}$`)))?.at,
      );
      if (script === undefined || (early === undefined) !== (end === undefined)) {
        throw new Error(`the user data of '${name}' did not leave its marks in the journal`);
      }
      const since = script - ((end ?? 0) - (early ?? 0));
      took = { userData: (finished.at - since) / 1000, ready: (registered.at - since) / 1000 };
      stage.check('the instance registers', true);
    },
  };
  const [outcome] = await Promise.all(lab.play([scenario]));
  if (took === undefined || !passed(outcome)) {
    throw new Error(reportOf(outcome));
  }
  return took;
}
