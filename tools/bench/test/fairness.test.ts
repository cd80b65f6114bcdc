import { DIFFERENCES } from '../src/by-hand/differences';
import { environment as byHand } from '../src/by-hand/environment';
import { SETTINGS, type ClusterSettings, type Settings } from '../src/by-hand/settings';
import { clusters as clustersByHand, GROUP } from '../src/clusters/by-hand';
import { clusters as clustersWithPackages } from '../src/clusters/with-packages';
import { ENVIRONMENTS } from '../src/repository';
import { resourceCounts, type ResourceCounts } from '../src/synth/assembly';
import { synthesise, synthesiseApp } from './support/synthesis';

/** By how many the packages exceed the system by hand, stack by stack and type by type; equal numbers left out. */
function differences(packages: ResourceCounts, hand: ResourceCounts): Record<string, number> {
  const found: Record<string, number> = {};
  for (const stack of new Set([...packages.keys(), ...hand.keys()])) {
    const [ours, theirs] = [packages.get(stack), hand.get(stack)];
    for (const type of new Set([...(ours?.keys() ?? []), ...(theirs?.keys() ?? [])])) {
      const more = (ours?.get(type) ?? 0) - (theirs?.get(type) ?? 0);
      if (more !== 0) {
        found[`${stack} ${type}`] = more;
      }
    }
  }
  return found;
}

/** What is tolerated in stacks of these kinds; no difference left out. */
function tolerated(stacks: Readonly<Record<string, string>>, cluster: ClusterSettings): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [stack, kind] of Object.entries(stacks)) {
    for (const { type, more } of DIFFERENCES.filter((one) => one.stack === kind)) {
      sums[`${stack} ${type}`] = (sums[`${stack} ${type}`] ?? 0) + more(cluster);
    }
  }
  return Object.fromEntries(Object.entries(sums).filter(([, more]) => more !== 0));
}

describe('the comparison is fair:', () => {
  it.each(ENVIRONMENTS)('%s by hand has the resources of the app, but for the differences that are said', (name) => {
    const settings: Settings = SETTINGS[name];
    const hand = resourceCounts(synthesise((app) => byHand(app, settings)));
    const stacks = { [`${name}-network`]: 'network', [`${name}-cluster`]: 'cluster', [`${name}-services`]: 'services' };
    expect(differences(resourceCounts(synthesiseApp(name)), hand)).toEqual(tolerated(stacks, settings.cluster));
  });

  it('clusters by hand have the resources of those with the packages, but for the same differences', () => {
    const packages = resourceCounts(synthesise((app) => clustersWithPackages(app, 2)));
    const hand = resourceCounts(synthesise((app) => clustersByHand(app, 2)));
    expect(differences(packages, hand)).toEqual(
      tolerated({ network: 'network', 'cluster-1': 'cluster', 'cluster-2': 'cluster' }, { groups: { default: GROUP } }),
    );
  });
});
