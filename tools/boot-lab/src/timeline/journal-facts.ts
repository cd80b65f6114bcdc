import type { AgentHappening, ContainerState, Fact, Happening, UnitState } from './fact';
import type { JournalEntry } from '../machine/journal';

/**
 * How systemd marks what it says of units.
 *
 * @see https://github.com/systemd/systemd/blob/main/src/systemd/sd-messages.h
 */
const UNIT_MESSAGES: Readonly<Record<string, UnitState>> = {
  '7d4958e842da4a758f6c1cdc7b36dcc5': 'starting',
  '39f53479d3a045ac8e11786248231fbf': 'started',
  be02cf6855d2428ba40df7e9d022f03d: 'failed', // the job: it could not be started
  d9b373ed55a64feb8242e02dbe79a49c: 'failed', // the unit: it ended
  de5b426a63be47a7b6ac3eaac82e2f6f: 'stopping',
  '9d1aaa27d60140bd96365438aad20286': 'stopped',
};

const CONTAINER_STATES: Readonly<Record<string, ContainerState>> = {
  start: 'started',
  'health_status: healthy': 'healthy',
  'health_status: unhealthy': 'unhealthy',
  die: 'died',
  oom: 'out of memory',
};

/** What an entry of the journal tells; nothing if nobody cares. */
export function factOf(entry: JournalEntry): Fact | undefined {
  const at = Number(entry._SOURCE_REALTIME_TIMESTAMP ?? entry.__REALTIME_TIMESTAMP) / 1000;
  const text = entry.MESSAGE ?? '';
  const unit = entry._PID === '1' ? UNIT_MESSAGES[entry.MESSAGE_ID ?? ''] : undefined;
  if (unit && entry.UNIT !== undefined) {
    return { at, kind: 'unit', name: entry.UNIT, state: unit };
  }
  switch (entry.SYSLOG_IDENTIFIER) {
    case 'boot-lab-docker':
      return containerFact(text);
    case 'amazon-ecs-init':
      return { at, ...agentHappening(text) };
    case undefined:
    case 'kernel':
    case 'systemd':
      return undefined;
    default:
      return { at, kind: 'line', name: entry.SYSLOG_IDENTIFIER, state: 'said', text };
  }
}

function containerFact(text: string): Fact | undefined {
  const event = parsed(text) as { status: string; timeNano: number; Actor: { Attributes: Record<string, string> } };
  const state = CONTAINER_STATES[event?.status];
  if (state === undefined) {
    return undefined;
  }
  const { name, exitCode } = event.Actor.Attributes;
  const detail = state === 'died' ? `exit status ${exitCode}` : undefined;
  return { at: event.timeNano / 1e6, kind: 'container', name, state, detail };
}

function agentHappening(text: string): Happening {
  const said = parsed(text) as { agent: AgentHappening['state'] } & Pick<AgentHappening, 'settings' | 'login'>;
  return said === undefined
    ? { kind: 'line', name: 'amazon-ecs-init', state: 'said', text }
    : { kind: 'agent', state: said.agent, settings: said.settings, login: said.login };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
