import type { Generation, HostFailure, Situation, Wish } from './model';

/** What to do next; after `done` and `fail` there is nothing more to do. */
export type Step =
  | { readonly do: 'write' }
  | { readonly do: 'approve'; readonly version: number; readonly converge: boolean }
  | { readonly do: 'roll-out'; readonly version: number }
  | { readonly do: 'wait' }
  | { readonly do: 'leave'; readonly version: number }
  | { readonly do: 'done'; readonly version: number }
  | { readonly do: 'fail'; readonly reason: string };

/**
 * One step from where things are to the wanted content on every host. A generation of this request is never written
 * twice; content that is not approved is always written anew, because a host may have failed the version that has it.
 */
export function nextStep(wish: Wish, situation: Situation): Step {
  const { generations, hosts, rollingBack, command } = situation;
  const latest = generations.at(-1);
  const approved = approvedOf(generations);
  if (latest === undefined || !(isApproved(latest, wish) || latest.request === wish.request)) {
    return { do: 'write' };
  }
  const { version } = latest;
  if (latest.approved) {
    return { do: 'done', version };
  }
  const known = approved === undefined || approved.content === wish.content;
  if (known || rollingBack || hosts === 0) {
    // nothing to prove: nobody runs another content, or this content was proved before
    return { do: 'approve', version, converge: hosts > 0 };
  }
  if (command === undefined) {
    return { do: 'roll-out', version };
  }
  if (command.status === 'running') {
    return situation.late ? { do: 'leave', version } : { do: 'wait' };
  }
  return isProved(command)
    ? { do: 'approve', version, converge: true }
    : { do: 'fail', reason: refusal(version, command.failures) };
}

/** Whether no host that was asked refused. Those that were not reached are asked again when they return. */
export function isProved({ status, failures }: NonNullable<Situation['command']>): boolean {
  return status === 'succeeded' && failures.length === 0;
}

export function approvedOf(generations: readonly Generation[]): Generation | undefined {
  return generations.find(({ approved }) => approved);
}

function isApproved(generation: Generation, { content }: Wish): boolean {
  return generation.approved && generation.content === content;
}

export function refusal(version: number, failures: readonly HostFailure[]): string {
  const [first] = failures;
  if (first === undefined) {
    return `generation ${version} did not reach every instance: the command was stopped or hosts stopped answering; deploy again`;
  }
  const others = failures.length > 1 ? ` and ${failures.length - 1} more` : '';
  return (
    `generation ${version} was refused by ${first.instance}${others}, which went back to what ran before: ` +
    `${first.output.trim().slice(-400) || 'no output'}`
  );
}
