import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';

/**
 * The provider for the next task: bases first, in order, then whoever is furthest behind its share of the weights.
 * `running` counts the tasks that each provider already has.
 */
export function nextProvider(
  strategy: readonly CapacityProviderStrategyItem[],
  running: (provider: string) => number,
): string | undefined {
  const behindBase = strategy.find(({ capacityProvider = '', base = 0 }) => running(capacityProvider) < base);
  if (behindBase !== undefined) {
    return behindBase.capacityProvider;
  }
  const share = ({ capacityProvider = '', base = 0, weight = 0 }: CapacityProviderStrategyItem) =>
    (running(capacityProvider) - base) / weight;
  return strategy
    .filter(({ weight = 0 }) => weight > 0)
    .reduce<CapacityProviderStrategyItem | undefined>(
      (best, item) => (best === undefined || share(item) < share(best) ? item : best),
      undefined,
    )?.capacityProvider;
}
