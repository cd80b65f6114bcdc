import type { InstancesDistribution, LaunchTemplateOverrides } from '@aws-sdk/client-auto-scaling';

export type Purchase = 'on-demand' | 'spot';

/** How the next instance is bought, given what the group already has. */
export function nextPurchase(
  distribution: InstancesDistribution | undefined,
  have: Readonly<Record<Purchase, number>>,
): Purchase {
  const base = distribution?.OnDemandBaseCapacity ?? 0;
  const percentage = distribution?.OnDemandPercentageAboveBaseCapacity ?? 100;
  const total = have['on-demand'] + have.spot + 1;
  const aboveBase = Math.max(0, total - base);
  const onDemandWanted = Math.min(base, total) + Math.ceil((aboveBase * percentage) / 100);
  return have['on-demand'] < onDemandWanted ? 'on-demand' : 'spot';
}

/**
 * The override for the next instance: on demand the first one, because `prioritized` reads the list as an order; on
 * Spot the one used least, because every Spot strategy exists to spread over pools.
 */
export function nextOverride<Override extends Pick<LaunchTemplateOverrides, 'InstanceType'>>(
  overrides: readonly Override[],
  purchase: Purchase,
  spotTypesInUse: readonly string[],
): Override | undefined {
  if (purchase === 'on-demand') {
    return overrides[0];
  }
  const uses = (override: Override) => spotTypesInUse.filter((type) => type === override.InstanceType).length;
  return overrides.reduce<Override | undefined>(
    (best, override) => (best === undefined || uses(override) < uses(best) ? override : best),
    undefined,
  );
}
