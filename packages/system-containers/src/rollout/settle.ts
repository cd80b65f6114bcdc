import { atOnce } from './at-once';
import type { Command, Situation } from './model';
import { approvedOf, nextStep } from './next-step';
import { isLate, look, take, type Settings } from './roll-out';
import type { RolloutPort, Target } from './rollout-port';
import { stragglers } from './stragglers';

/** What a look found, for logs and metrics. */
export interface Settled {
  readonly did: string;
  /** Hosts that refuse what they should run; absent while a deployment is at it. */
  readonly refused?: number;
  readonly reason?: string;
}

/**
 * Sees to what no deployment waits for any more: approves a roll-out that ended well, calls hosts home from one that
 * did not, and brings along those that missed what is approved.
 */
export async function settle(target: Target, settings: Settings, aws: RolloutPort, now: number): Promise<Settled> {
  const generations = await aws.generations(target.parameterName);
  const latest = generations.at(-1);
  if (latest === undefined || !(latest.approved || isLate(latest, settings, now))) {
    return { did: 'nothing' };
  }
  const situation = await look(target, generations, aws, { rollingBack: false, late: true });
  const step = nextStep(situation);
  if (step.do === 'give-up') {
    return { ...(await callHome(situation, target, settings, aws, now)), reason: step.reason };
  }
  if (step.do !== 'nothing') {
    await take(step, situation, { target, settings }, aws);
    return { did: step.do, refused: 0 };
  }
  return generations.length > 1
    ? bringAlong(latest.version, situation.commands, target, settings, aws, now)
    : { did: 'nothing', refused: 0 };
}

/** Hosts that were updated go back to what is approved: nobody runs for long what another host refused. */
async function callHome(
  situation: Situation,
  target: Target,
  settings: Settings,
  aws: RolloutPort,
  now: number,
): Promise<Settled> {
  const { generations, rounds, hosts } = situation;
  const approved = approvedOf(generations);
  const refused = Math.max(1, rounds.flat().filter(({ result }) => result === 'refused').length);
  if (approved === undefined) {
    return { did: 'nothing', refused };
  }
  const since = sinceUpdate(situation);
  if (since.every(({ mode }) => mode !== 'approved')) {
    await aws.send(target, {
      mode: 'approved',
      version: approved.version,
      atOnce: atOnce(settings.concurrency, hosts),
    });
    return { did: 'call-home', refused };
  }
  return { ...(await bringAlong(approved.version, since, target, settings, aws, now)), refused };
}

/** Commands after the last roll-out of the latest generation: what hosts answered to earlier ones it has undone. */
function sinceUpdate({ generations, commands }: Situation): readonly Command[] {
  const latest = generations.at(-1)?.version;
  const updates = commands.map(({ mode, version }) => mode === 'update' && version === latest);
  return commands.slice(updates.lastIndexOf(true) + 1);
}

async function bringAlong(
  version: number,
  commands: readonly Command[],
  target: Target,
  { concurrency }: Settings,
  aws: RolloutPort,
  now: number,
): Promise<Settled> {
  const { missed, refused } = await stragglers(target, version, commands, aws, now);
  if (missed.length === 0) {
    return { did: 'nothing', refused };
  }
  await aws.send(target, { mode: 'approved', version, atOnce: atOnce(concurrency, missed.length), instances: missed });
  return { did: `bring along ${missed.length}`, refused };
}
