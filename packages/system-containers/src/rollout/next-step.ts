import type { Command, Generation, HostResult, Situation } from './model';

/** What to do next. */
export type Step =
  /** Stops commands for generations that are no longer wanted. */
  | { readonly do: 'cancel'; readonly commands: readonly Command[] }
  /** Lets every host run the generation, and has those do so at once that run another. */
  | { readonly do: 'approve'; readonly version: number; readonly converge: boolean }
  /** Has all hosts run what is approved, whatever some of them answer. */
  | { readonly do: 'converge'; readonly version: number }
  /** Proves the generation on one host after another. */
  | { readonly do: 'roll-out'; readonly version: number }
  /** For what was cancelled to come to an end, or for the hosts that are asked. */
  | { readonly do: 'wait'; readonly on: 'cancelled' | 'hosts' }
  /** Nothing is left to do. */
  | { readonly do: 'nothing' }
  /** A host refused: the generation goes no further. */
  | { readonly do: 'give-up'; readonly version: number; readonly reason: string };

/**
 * One step from where things are to the latest generation on every host. Everything follows from the state, so that
 * it does not matter who takes the step, how often, or how late.
 */
export function nextStep(situation: Situation): Step {
  const { generations, commands, hosts, rollingBack, late } = situation;
  const latest = generations.at(-1);
  if (latest === undefined) {
    return { do: 'nothing' };
  }
  const { version } = latest;
  const stale = commands.filter(
    (command) => command.mode === 'update' && command.version !== version && goesOn(command),
  );
  const running = stale.filter(({ status }) => status === 'running');
  if (running.length > 0) {
    return { do: 'cancel', commands: running };
  }
  if (stale.length > 0 && !late) {
    // a host must not be told of an older generation after a newer one; none takes longer than its document allows
    return { do: 'wait', on: 'cancelled' };
  }
  if (latest.approved) {
    const told = generations.length === 1 || hosts === 0 || commands.some(isFor(version, 'approved'));
    return told ? { do: 'nothing' } : { do: 'converge', version };
  }
  const converge = generations.length > 1 && hosts > 0;
  if (needsNoProof(latest, generations, rollingBack)) {
    return { do: 'approve', version, converge };
  }
  const updates = commands.filter(isFor(version, 'update'));
  if (updates.length === 0) {
    return hosts === 0 ? { do: 'approve', version, converge } : { do: 'roll-out', version };
  }
  if (updates.some(goesOn)) {
    return { do: 'wait', on: 'hosts' };
  }
  const results = merged(situation.rounds);
  if (!isProved(results, hosts)) {
    return { do: 'give-up', version, reason: refusal(version, results) };
  }
  return isUnfinished(situation, results) ? { do: 'roll-out', version } : { do: 'approve', version, converge };
}

/** Whether a request still has to write its content: never twice, and never what is wanted and approved already. */
export function needsWriting(request: string, content: string, generations: readonly Generation[]): boolean {
  const latest = generations.at(-1);
  return (
    !generations.some((generation) => generation.request === request) &&
    !(latest?.approved === true && latest.content === content)
  );
}

export function approvedOf(generations: readonly Generation[]): Generation | undefined {
  return generations.find(({ approved }) => approved);
}

/**
 * Nobody runs another content, or it is what ran before a change that failed. What a rolled-back stack returns to has
 * been approved before, unless it was still on its way then.
 */
function needsNoProof(latest: Generation, generations: readonly Generation[], rollingBack: boolean): boolean {
  const approved = approvedOf(generations);
  if (approved === undefined || approved.content === latest.content) {
    return true;
  }
  return (
    rollingBack && generations.some(({ content, version }) => content === latest.content && version <= approved.version)
  );
}

/**
 * Whether no host that was asked refused, and one at least did not, unless none is left. Those that were not reached
 * follow when they are.
 */
function isProved(results: readonly HostResult[], hosts: number): boolean {
  return (results.some(ran) || hosts === 0) && results.every((host) => ran(host) || host.result === 'unreached');
}

/**
 * Whether hosts that could have been asked were not: a command expires, with all that still wait for their turn. Another
 * one goes on, as long as the last one came further; those that run the generation already say so at once.
 */
function isUnfinished({ rounds, reached }: Situation, results: readonly HostResult[]): boolean {
  const before = merged(rounds.slice(0, -1)).filter(ran);
  const cameFurther = results.filter(ran).length > before.length;
  return cameFurther && results.some(({ instance, result }) => result === 'unreached' && reached.includes(instance));
}

/** What each host said last, where it said something. */
function merged(rounds: Situation['rounds']): HostResult[] {
  const results = new Map<string, HostResult>();
  for (const host of rounds.flat()) {
    if (host.result !== 'unreached' || !results.has(host.instance)) {
      results.set(host.instance, host);
    }
  }
  return [...results.values()];
}

/** For people: it is the reason that CloudFormation shows. */
function refusal(version: number, results: readonly HostResult[]): string {
  const [first, ...others] = results.filter(({ result }) => result === 'refused');
  if (first !== undefined) {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return (
      `generation ${version} of the system containers was refused by ${first.instance}${more}, ` +
      `which went back to what ran before: ${lastLine(first.output)}`
    );
  }
  if (!results.some(ran)) {
    return (
      `generation ${version} of the system containers reached no instance: the group has instances in service, but ` +
      'Systems Manager reaches none; check their SSM agents and, without internet, the endpoints ssm and ssmmessages'
    );
  }
  return `generation ${version} of the system containers did not reach every instance: its command was cancelled; deploy again`;
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(-400) || 'it said nothing';
}

function ran({ result }: HostResult): boolean {
  return result === 'ran';
}

function goesOn({ status }: Command): boolean {
  return status !== 'ended';
}

function isFor(version: number, mode: Command['mode']): (command: Command) => boolean {
  return (command) => command.version === version && command.mode === mode;
}
