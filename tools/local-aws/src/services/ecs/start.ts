import type { Failure } from '@aws-sdk/client-ecs';
import { openPlaces } from './places';
import { choosePlace, obstacle, type Place, type Wish } from './placement';
import { demandOf } from './demand';
import { createTask, type TaskRequest } from './tasks';
import type { Cluster, Task } from './model';
import type { Runtime } from './runtime';

export type Started = { readonly task: Task } | { readonly failures: Failure[] };

/**
 * Starts one task where the scheduler finds room. Through a provider that ECS scales it waits for room instead; else
 * nothing starts, and each instance says why.
 */
export function startSomewhere(runtime: Runtime, cluster: Cluster, request: TaskRequest): Started {
  const provider = request.capacityProvider === undefined ? undefined : runtime.providers.get(request.capacityProvider);
  const wish = wishOf(request);
  const places = openPlaces(cluster, request.capacityProvider);
  const place = choosePlace(places, wish, runtime.random);
  if (place !== undefined) {
    return { task: createTask(runtime, cluster, { ...request, instanceArn: place.arn }) };
  }
  if (provider?.managedScaling.status === 'ENABLED') {
    return { task: createTask(runtime, cluster, request) };
  }
  return { failures: failuresOf(places, wish) };
}

export function wishOf({ definition, group, constraints = [], strategy = [] }: TaskRequest): Wish {
  return {
    demand: demandOf(definition.definition),
    group,
    constraints: [...(definition.definition.placementConstraints ?? []), ...constraints],
    strategy,
  };
}

export function failuresOf(places: readonly Place[], wish: Wish): Failure[] {
  return places.map((place) => ({ arn: place.arn, reason: obstacle(place, wish) }));
}
