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
    return { ...(await callHome(situation, target, settings, aws)), reason: step.reason };
  }
  if (step.do !== 'nothing') {
    await take(step, situation, { target, settings }, aws);
    return { did: step.do, refused: 0 };
  }
  return generations.length > 1
    ? bringAlong(latest.version, situation, target, settings, aws, now)
    : { did: 'nothing', refused: 0 };
}

/** Hosts that were updated go back to what is approved: nobody runs for long what another host refused. */
async function callHome(
  { generations, commands, rounds, hosts }: Situation,
  target: Target,
  { concurrency }: Settings,
  aws: RolloutPort,
): Promise<Settled> {
  const approved = approvedOf(generations);
  const update = commands
    .filter(({ mode, version }) => mode === 'update' && version === generations.at(-1)?.version)
    .at(-1);
  const refused = Math.max(1, rounds.flat().filter(({ result }) => result === 'refused').length);
  const called = commands.some((command) => command.mode === 'approved' && isAfter(command, update));
  if (approved === undefined || called) {
    return { did: 'nothing', refused };
  }
  await aws.send(target, { mode: 'approved', version: approved.version, atOnce: atOnce(concurrency, hosts) });
  return { did: 'call-home', refused };
}

async function bringAlong(
  version: number,
  { commands }: Situation,
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

function isAfter(command: Command, other: Command | undefined): boolean {
  return other === undefined || command.sentAt >= other.sentAt;
}
