import type { Command, HostResult } from './model';
import type { RolloutPort, Target } from './rollout-port';

/** How many hosts Run Command takes by their ids. */
const MOST_AT_ONCE = 50;
/** How far to look back at commands to single hosts; who answered before is asked again, which costs nothing. */
const LOOK_BACK = 10;
/** Before a host is asked again that refused what all others run. */
const PAUSE_AFTER_REFUSAL = 60 * 60_000;

export interface Stragglers {
  /** To be told again what is approved. */
  readonly missed: readonly string[];
  /** Known to run something else, because they refused. */
  readonly refused: number;
}

/**
 * Hosts that have not said that they run the approved generation: they were not reached, were booting when all others
 * were told, or refused. Nobody is looked for while a command is under way.
 */
export async function stragglers(
  target: Target,
  version: number,
  commands: readonly Command[],
  aws: RolloutPort,
  now: number,
): Promise<Stragglers> {
  const told = commands.filter((command) => command.mode === 'approved' && command.version === version);
  if (told.some(({ status }) => status !== 'ended')) {
    return { missed: [], refused: 0 };
  }
  const rounds = told.filter(({ toSome }) => !toSome).slice(-1);
  const again = told.filter(({ toSome }) => toSome).slice(-LOOK_BACK);
  const answers = new Map<string, { readonly host: HostResult; readonly at: number }>();
  for (const command of [...rounds, ...again]) {
    for (const host of await aws.results(command)) {
      answers.set(host.instance, { host, at: command.sentAt });
    }
  }
  const behind = (await aws.reached(target)).filter((instance) => answers.get(instance)?.host.result !== 'ran');
  const refused = behind.filter((instance) => answers.get(instance)?.host.result === 'refused');
  const paused = refused.filter((instance) => now < (answers.get(instance)?.at ?? 0) + PAUSE_AFTER_REFUSAL);
  return {
    missed: behind.filter((instance) => !paused.includes(instance)).slice(0, MOST_AT_ONCE),
    refused: refused.length,
  };
}
