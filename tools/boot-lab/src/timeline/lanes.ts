import type { Fact } from './fact';

/** How a stretch of time looks: on its way, as it should be, not as it should be. */
export type Look = 'waiting' | 'up' | 'bad';

export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly look: Look;
}

/** A moment that stands out. */
export interface Mark {
  readonly at: number;
  readonly sign: '◆' | '✔' | '✖' | '↻';
}

export interface Lane {
  readonly label: string;
  readonly stretches: readonly Stretch[];
  readonly marks: readonly Mark[];
}

/** What a fact changes in a lane: how it looks from now on (`null`: it is empty), and a mark. */
interface Change {
  readonly look?: Look | null;
  readonly sign?: Mark['sign'];
}

type Rule = (fact: Fact) => Change | undefined;

const READY = 'ecs-groundwork-ready.service';

/** What a person wants to see of a machine's history, over each other: who waited for whom. */
export function lanesOf(facts: readonly Fact[], end: number): Lane[] {
  const ofContainers = facts.filter((fact) => fact.kind === 'container');
  const containers = new Set(ofContainers.map(({ name }) => name));
  const checked = new Set(ofContainers.filter(({ state }) => state.endsWith('healthy')).map(({ name }) => name));
  const lanes: readonly (readonly [label: string, rule: Rule])[] = [
    ['power', power],
    ['cloud-init', cloudInit],
    ['docker', docker],
    ...[...containers].sort().map((name) => [shortName(name), containerNamed(name, checked.has(name))] as const),
    ['readiness', readiness],
    ['ECS agent', agent],
    ['launch hook', launchHook],
  ];
  return lanes.map(([label, rule]) => lane(label, rule, facts, end));
}

function lane(label: string, rule: Rule, facts: readonly Fact[], end: number): Lane {
  const stretches: Stretch[] = [];
  const marks: Mark[] = [];
  let open: { from: number; look: Look } | undefined;
  for (const fact of facts) {
    const change = rule(fact) ?? (fact.kind === 'power' ? { look: null } : {});
    if (change.look !== undefined) {
      if (open) {
        stretches.push({ ...open, to: fact.at });
      }
      open = change.look === null ? undefined : { from: fact.at, look: change.look };
    }
    if (change.sign) {
      marks.push({ at: fact.at, sign: change.sign });
    }
  }
  return { label, marks, stretches: open ? [...stretches, { ...open, to: end }] : stretches };
}

function power(fact: Fact): Change | undefined {
  if (fact.kind !== 'power') {
    return undefined;
  }
  return fact.state === 'off' ? { look: null } : { look: 'up', sign: fact.state === 'reboot' ? '↻' : undefined };
}

function cloudInit(fact: Fact): Change | undefined {
  if (fact.kind !== 'unit') {
    return undefined;
  }
  switch (`${fact.name} ${fact.state}`) {
    case 'cloud-init.service starting':
      return { look: 'up' };
    case 'cloud-final.service started':
      return { look: null };
    case 'cloud-final.service failed':
      return { look: null, sign: '✖' };
    default:
      return undefined;
  }
}

function docker(fact: Fact): Change | undefined {
  return fact.kind === 'unit' && fact.name === 'docker.service' ? serviceChange(fact.state) : undefined;
}

function readiness(fact: Fact): Change | undefined {
  return fact.kind === 'unit' && fact.name === READY ? serviceChange(fact.state) : undefined;
}

function agent(fact: Fact): Change | undefined {
  if (fact.kind === 'agent') {
    return fact.state === 'registered' ? { sign: '◆' } : undefined;
  }
  return fact.kind === 'unit' && fact.name === 'ecs.service' ? serviceChange(fact.state) : undefined;
}

function serviceChange(state: Extract<Fact, { kind: 'unit' }>['state']): Change | undefined {
  switch (state) {
    case 'starting':
      return { look: 'waiting' };
    case 'started':
      return { look: 'up' };
    case 'stopping':
      return undefined;
    case 'stopped':
      return { look: null };
    case 'failed':
      return { look: null, sign: '✖' };
  }
}

/** @param checked whether Docker looks after its health; without, it is up when it runs */
function containerNamed(name: string, checked: boolean): Rule {
  return (fact) => {
    if (fact.kind !== 'container' || fact.name !== name) {
      return undefined;
    }
    switch (fact.state) {
      case 'started':
        return { look: checked ? 'waiting' : 'up' };
      case 'healthy':
        return { look: 'up' };
      case 'unhealthy':
        return { look: 'bad' };
      case 'out of memory':
        return { sign: '✖' };
      case 'died':
        return { look: null };
    }
  };
}

function launchHook(fact: Fact): Change | undefined {
  return fact.kind === 'request' && fact.state === 'CompleteLifecycleAction' && fact.status === 200
    ? { sign: '✔' }
    : undefined;
}

function shortName(container: string): string {
  return container.replace(/^system-container-/, '');
}
