import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import type { Properties, ResourceContext, ResourceType } from '../../cloudformation/resource-type';
import { camelCase } from './camel-case';
import { unlessMissing } from './missing';

export const clusterCapacityProviderAssociations: ResourceType = {
  type: 'AWS::ECS::ClusterCapacityProviderAssociations',
  honours: ['CapacityProviders', 'Cluster', 'DefaultCapacityProviderStrategy'],

  async create(context, properties) {
    await put(context, properties);
    return { physicalId: String(properties.Cluster), attributes: {} };
  },
  async update(context, existing, properties) {
    await put(context, properties);
    return existing;
  },
  async delete(context, _existing, { Cluster: cluster }) {
    await unlessMissing(
      context.clients.ecs.putClusterCapacityProviders({
        cluster,
        capacityProviders: [],
        defaultCapacityProviderStrategy: [],
      }),
    );
  },
};

async function put({ clients }: ResourceContext, properties: Properties): Promise<void> {
  await clients.ecs.putClusterCapacityProviders({
    cluster: properties.Cluster,
    capacityProviders: properties.CapacityProviders,
    defaultCapacityProviderStrategy: camelCase<CapacityProviderStrategyItem[]>(
      properties.DefaultCapacityProviderStrategy,
    ),
  });
}
