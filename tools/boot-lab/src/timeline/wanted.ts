import type { AgentHappening, ContainerState, Happening, UnitState } from './fact';
import type { Wanted } from './history';

export const anything: Wanted = { text: 'anything', matches: () => true };

export function power(state: Extract<Happening, { kind: 'power' }>['state']): Wanted {
  return { text: `power ${state}`, matches: (fact) => fact.kind === 'power' && fact.state === state };
}

export function unit(name: string, state: UnitState): Wanted {
  return {
    text: `unit ${name} ${state}`,
    matches: (fact) => fact.kind === 'unit' && fact.name === name && fact.state === state,
  };
}

export function container(name: string, state: ContainerState): Wanted {
  return {
    text: `container ${name} ${state}`,
    matches: (fact) => fact.kind === 'container' && fact.name === name && fact.state === state,
  };
}

export function agent(state: AgentHappening['state']): Wanted {
  return { text: `agent ${state}`, matches: (fact) => fact.kind === 'agent' && fact.state === state };
}

/** @param action its beginning */
export function request(service: string, action: string, status?: number): Wanted {
  return {
    text: `request ${action} to ${service}${status === undefined ? '' : ` answered with ${status}`}`,
    matches: (fact) =>
      fact.kind === 'request' &&
      fact.name === service &&
      fact.state.startsWith(action) &&
      (status === undefined || fact.status === status),
  };
}

/** A line that somebody writes to the journal. */
export function line(pattern: RegExp): Wanted {
  return { text: `the journal says ${pattern}`, matches: (fact) => fact.kind === 'line' && pattern.test(fact.text) };
}

/** Any request that was answered with it. */
export function status(code: number): Wanted {
  return {
    text: `a request answered with ${code}`,
    matches: (fact) => fact.kind === 'request' && fact.status === code,
  };
}
