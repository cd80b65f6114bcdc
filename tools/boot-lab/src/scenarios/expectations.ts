import { CALLS, COLLECTOR } from './usual-group';
import type { Machine } from '../machine/machine';
import type { Stage } from '../scenario';
import type { Fact } from '../timeline/fact';
import type { Wanted } from '../timeline/history';
import * as wanted from '../timeline/wanted';

/** How long nothing must happen before it counts as never. */
const SECONDS_OF_SILENCE = 4;

export interface OpenOptions {
  /** Only what happened after it. */
  readonly after?: Fact;
  /** Seconds. */
  readonly within?: number;
}

/** The instance takes work, and did not before its required container was healthy. Returns when it registered. */
export async function opens(stage: Stage, machine: Machine, { after, within }: OpenOptions = {}): Promise<Fact> {
  const { history } = machine;
  const registered = await history.until(CALLS.registered, { after, within });
  stage.check('the instance registers', true);
  stage.order(
    'the required container is healthy before the agent starts',
    // Docker's events may come late
    await history.until(CALLS.healthy, { after }),
    history.first(CALLS.agentStarted, { after }),
  );
  return registered;
}

/** The Auto Scaling group is told, and not before the instance has registered. */
export async function completesLaunch(stage: Stage, machine: Machine, registered: Fact): Promise<void> {
  const completed = await machine.history.until(CALLS.launchCompleted);
  stage.order('the launch hook is completed once the instance has registered', registered, completed);
}

/** The instance takes no work: neither now, nor after Docker or the machine was restarted. */
export async function staysClosed(
  stage: Stage,
  machine: Machine,
  cause: Wanted,
  { after }: OpenOptions = {},
): Promise<Fact> {
  const caused = await machine.history.until(cause, { after });
  stage.check(cause.text, true);
  await stage.pass(SECONDS_OF_SILENCE);
  closed(stage, machine, '');
  return caused;
}

export async function staysClosedAfterRestarts(stage: Stage, machine: Machine): Promise<void> {
  await machine.exec('systemctl', 'restart', 'docker');
  await stage.pass(SECONDS_OF_SILENCE);
  closed(stage, machine, ' after Docker was restarted');
  await reboots(machine);
  await stage.pass(SECONDS_OF_SILENCE);
  closed(stage, machine, ' after a reboot');
}

/** Settles when everything that starts by itself has been started again. */
export async function reboots(machine: Machine): Promise<Fact> {
  const { history } = machine;
  const before = history.last(wanted.anything);
  await machine.reboot();
  const rebooted = await history.until(wanted.power('reboot'), { after: before });
  await history.until(wanted.unit('cloud-final.service', 'started'), { after: rebooted });
  return rebooted;
}

/** Nobody has touched the agent, nor let go of what it depends on. */
export function agentUntouched(stage: Stage, machine: Machine, since: Fact): void {
  const after = { after: since };
  stage.check('the agent is left alone', machine.history.first(CALLS.agentStopped, after) === undefined);
}

export async function recovers(machine: Machine, after: Fact): Promise<Fact> {
  return machine.history.until(wanted.container(COLLECTOR, 'healthy'), { after });
}

/** What Docker says of a container, in a format of `docker inspect`. */
export async function inspect(machine: Machine, container: string, format: string): Promise<string> {
  const { output } = await machine.exec('docker', 'inspect', '--format', format, container);
  return output.trim();
}

function closed(stage: Stage, machine: Machine, when: string): void {
  const { history } = machine;
  stage.check(`the agent never starts${when}`, history.first(CALLS.agentStarted) === undefined);
  stage.check(`the launch hook is never completed${when}`, history.first(CALLS.launchCompleted) === undefined);
}
