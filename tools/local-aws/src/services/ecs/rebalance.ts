import type { Cluster, Deployment, Service, Task } from './model';
import { openPlaces } from './places';
import { obstacle } from './placement';
import type { Runtime } from './runtime';
import { taskRequest } from './service-tasks';
import { wishOf } from './start';

const ZONE = 'ecs.availability-zone';

/**
 * The zone to take a task from so that it can move to another: none while no zone is ahead of an open one by two.
 * `counts` holds the tasks of every zone that has some, `open` the zones with room for one more.
 */
export function crowdedZone(counts: ReadonlyMap<string, number>, open: ReadonlySet<string>): string | undefined {
  const emptiest = Math.min(...[...open].map((zone) => counts.get(zone) ?? 0));
  const [fullest] = [...counts].sort(([, one], [, other]) => other - one);
  return fullest !== undefined && fullest[1] - emptiest >= 2 ? fullest[0] : undefined;
}

/**
 * Availability Zone rebalancing: once a service is steady but lopsided, one task at a time is marked to leave. The
 * scheduler then starts its successor, which spreads to the emptier zone, before it stops the marked one.
 */
export function rebalance(
  runtime: Runtime,
  cluster: Cluster,
  service: Service,
  primary: Deployment,
  tasks: readonly Task[],
): void {
  const steady =
    tasks.length === service.desiredCount && tasks.every(({ last, leavesZone }) => last === 'RUNNING' && !leavesZone);
  if (service.kept.availabilityZoneRebalancing !== 'ENABLED' || primary.rolloutState !== 'COMPLETED' || !steady) {
    return;
  }
  const request = taskRequest(runtime, cluster, service, primary);
  const wish = wishOf(request);
  const places = openPlaces(cluster, request.capacityProvider).filter((place) => obstacle(place, wish) === undefined);
  const open = new Set(places.map(({ attributes }) => attributes.get(ZONE) ?? ''));
  const zoneOf = ({ instanceArn = '' }: Task) => cluster.instances.get(instanceArn)?.attributes.get(ZONE) ?? '';
  const counts = new Map<string, number>();
  tasks.forEach((task) => counts.set(zoneOf(task), (counts.get(zoneOf(task)) ?? 0) + 1));
  const crowded = open.size === 0 ? undefined : crowdedZone(counts, open);
  const mover = crowded === undefined ? undefined : tasks.find((task) => zoneOf(task) === crowded);
  if (mover !== undefined) {
    mover.leavesZone = true;
  }
}
