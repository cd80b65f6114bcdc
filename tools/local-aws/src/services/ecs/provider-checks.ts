import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import { AwsError } from '../../service';
import { findProvider, invalid } from './find';
import type { CapacityProvider } from './model';
import { shortName, type Runtime } from './runtime';

const MANAGED_BY_AWS = ['FARGATE', 'FARGATE_SPOT'];

/** A provider that a cluster may be given. Fargate has no instances and is not played. */
export function findAssociable(runtime: Runtime, nameOrArn: string): CapacityProvider {
  if (MANAGED_BY_AWS.includes(nameOrArn)) {
    throw new AwsError('UnsupportedOperation', `Local AWS does not play the capacity provider ${nameOrArn}`, 501);
  }
  return findProvider(runtime, nameOrArn);
}

/** A strategy as AWS accepts it; its providers are among `available`. */
export function checkStrategy(
  runtime: Runtime,
  available: readonly string[],
  strategy: readonly CapacityProviderStrategyItem[],
): CapacityProviderStrategyItem[] {
  const items = strategy.map(({ capacityProvider = '', base = 0, weight = 0 }) => ({
    capacityProvider: shortName(capacityProvider),
    base,
    weight,
  }));
  const missing = items.find(({ capacityProvider }) => !available.includes(capacityProvider));
  if (missing !== undefined) {
    findAssociable(runtime, missing.capacityProvider);
    throw invalid(
      `The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider ${missing.capacityProvider} with the cluster and try again.`,
    );
  }
  if (items.length > 0 && items.every(({ weight }) => weight === 0)) {
    throw invalid(
      'The specified capacity provider strategy must have at least one capacity provider with a weight greater than 0.',
    );
  }
  if (items.filter(({ base }) => base > 0).length > 1) {
    throw invalid(
      'The specified capacity provider strategy may have only one capacity provider with a base greater than 0.',
    );
  }
  return items;
}
