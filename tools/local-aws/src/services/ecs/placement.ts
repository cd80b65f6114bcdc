import type { PlacementConstraint, PlacementStrategy } from '@aws-sdk/client-ecs';
import { hasAttribute, type Demand } from './demand';
import { compileExpression, type Subject } from './expression';

/** An instance as the scheduler sees it. */
export interface Place extends Subject {
  readonly arn: string;
  readonly freeCpu: number;
  readonly freeMemory: number;
  readonly usedTcp: ReadonlySet<number>;
  readonly usedUdp: ReadonlySet<number>;
}

export interface Wish {
  readonly demand: Demand;
  /** The group of the new task: strategies and `distinctInstance` count its own kind only. */
  readonly group: string;
  readonly constraints: readonly PlacementConstraint[];
  readonly strategy: readonly PlacementStrategy[];
}

/** Why an instance cannot take a task, in the words of AWS's failures; nothing if it can. */
export function obstacle(place: Place, wish: Wish): string | undefined {
  return lackOf(place, wish.demand) ?? constraintBroken(place, wish);
}

export function lackOf(place: Place, demand: Demand): string | undefined {
  if (!demand.attributes.every((wanted) => hasAttribute(place.attributes, wanted))) {
    return 'ATTRIBUTE';
  }
  if (demand.cpu > place.freeCpu) {
    return 'RESOURCE:CPU';
  }
  if (demand.memory > place.freeMemory) {
    return 'RESOURCE:MEMORY';
  }
  const clash =
    demand.tcp.some((port) => place.usedTcp.has(port)) || demand.udp.some((port) => place.usedUdp.has(port));
  return clash ? 'RESOURCE:PORTS' : undefined;
}

function constraintBroken(place: Place, { constraints, group }: Wish): string | undefined {
  for (const { type, expression = '' } of constraints) {
    if (type === 'distinctInstance' && place.taskGroups.includes(group)) {
      return 'DISTINCTINSTANCE';
    }
    if (type === 'memberOf' && !compileExpression(expression)(place)) {
      return 'MEMBEROF';
    }
  }
  return undefined;
}

/** ECS's own choice for a service that states none. */
export const DEFAULT_STRATEGY: readonly PlacementStrategy[] = [
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'spread', field: 'instanceId' },
];

/** The best of the instances that can take the task: the strategies in order, then the order of the instances. */
export function choosePlace<P extends Place>(places: readonly P[], wish: Wish, random: () => number): P | undefined {
  let pool = places.filter((place) => obstacle(place, wish) === undefined);
  for (const { type, field = '' } of wish.strategy) {
    if (type === 'random') {
      return pool[Math.floor(random() * pool.length)];
    }
    pool = type === 'binpack' ? tightest(pool, field) : leastUsed(pool, places, field, wish.group);
  }
  return pool[0];
}

function tightest<P extends Place>(pool: readonly P[], field: string): P[] {
  const free = (place: P) => (field.toLowerCase() === 'cpu' ? place.freeCpu : place.freeMemory);
  const least = Math.min(...pool.map(free));
  return pool.filter((place) => free(place) === least);
}

function leastUsed<P extends Place>(pool: readonly P[], all: readonly P[], field: string, group: string): P[] {
  const bucketOf = (place: P) => {
    const name = field.replace(/^attribute:/, '');
    return name === 'instanceId' || name === 'host' ? place.arn : (place.attributes.get(name) ?? '');
  };
  const own = (place: P) => place.taskGroups.filter((other) => other === group).length;
  const used = (bucket: string) =>
    all.filter((place) => bucketOf(place) === bucket).reduce((sum, place) => sum + own(place), 0);
  const least = Math.min(...pool.map((place) => used(bucketOf(place))));
  return pool.filter((place) => used(bucketOf(place)) === least);
}
