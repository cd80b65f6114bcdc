import type { Surroundings } from 'command-line/lib/command';
import { interleaved } from '../measure/interleaved';
import type { Cost } from '../measure/process';
import type { Validation } from './options';
import { programPath, resourcesOf, synthCost, type Subject } from './subject';

export interface ClustersRequest {
  readonly sizes: readonly number[];
  readonly validation: Validation;
  readonly rounds: number;
}

/** Runs of one size; `packages[round]` and `byHand[round]` are of the same round. */
export interface MeasuredSize {
  readonly clusters: number;
  readonly packages: readonly Cost[];
  readonly byHand: readonly Cost[];
}

export interface MeasuredClusters extends ClustersRequest {
  /** Ascending, beginning with the network alone. */
  readonly measured: readonly MeasuredSize[];
}

export async function measureClusters(request: ClustersRequest, surroundings: Surroundings): Promise<MeasuredClusters> {
  const { sizes, validation, rounds } = request;
  // without any cluster, an app still takes the time of its start and its network
  const pairs = [0, ...sizes].map((clusters) => ({
    clusters,
    packages: subject('clusters', clusters),
    byHand: subject('clusters-by-hand', clusters),
  }));
  const subjects = pairs.flatMap(({ packages, byHand }) => [packages, byHand]);
  surroundings.progress('clusters: one run of the smallest to warm up …');
  for (const smallest of subjects.slice(0, 2)) {
    await resourcesOf(smallest, surroundings);
  }
  const costs = await interleaved(subjects, rounds, (one, round) => {
    surroundings.progress(`clusters: round ${round + 1} of ${rounds} …`);
    return synthCost(one, validation, surroundings);
  });
  const measured = pairs.map(({ clusters, packages, byHand }) => ({
    clusters,
    packages: costs.get(packages) ?? [],
    byHand: costs.get(byHand) ?? [],
  }));
  return { ...request, measured };
}

function subject(program: string, clusters: number): Subject {
  return { script: programPath(program), args: [String(clusters)] };
}
