import type { CreateClusterCommandInput, UpdateClusterCommandInput } from '@aws-sdk/client-ecs';
import type { ResourceType } from '../../cloudformation/resource-type';
import { camelCase, pick } from './camel-case';
import { unlessMissing } from './missing';
import { changeTags, ecsTags } from './tags';

const SETTINGS = ['ClusterSettings', 'Configuration', 'ServiceConnectDefaults'];
const PROVIDERS = ['CapacityProviders', 'DefaultCapacityProviderStrategy'];

export const cluster: ResourceType = {
  type: 'AWS::ECS::Cluster',
  honours: [...SETTINGS, ...PROVIDERS, 'ClusterName', 'Tags'],

  async create(context, properties) {
    const clusterName: string = properties.ClusterName ?? context.physicalName();
    const { clusters: [taken] = [] } = await context.clients.ecs.describeClusters({ clusters: [clusterName] });
    if (taken?.status === 'ACTIVE') {
      // The API would answer with the existing cluster; CloudFormation does not take over what it did not make.
      throw Object.assign(
        new Error(`Resource of type 'AWS::ECS::Cluster' with identifier '${clusterName}' already exists.`),
        {
          name: 'AlreadyExists',
        },
      );
    }
    const input = pick<CreateClusterCommandInput>(properties, [...SETTINGS, ...PROVIDERS]);
    const { cluster: created } = await context.clients.ecs.createCluster({
      ...settings(input),
      capacityProviders: input.capacityProviders,
      defaultCapacityProviderStrategy: input.defaultCapacityProviderStrategy,
      clusterName,
      tags: ecsTags(properties, context.tags),
    });
    return { physicalId: clusterName, attributes: { Arn: created?.clusterArn } };
  },

  async update(context, existing, properties, previous) {
    const { ecs } = context.clients;
    await ecs.updateCluster({ cluster: existing.physicalId, ...settings(pick(properties, SETTINGS)) });
    if (PROVIDERS.some((name) => JSON.stringify(properties[name]) !== JSON.stringify(previous[name]))) {
      await ecs.putClusterCapacityProviders({
        cluster: existing.physicalId,
        capacityProviders: properties.CapacityProviders ?? [],
        defaultCapacityProviderStrategy: camelCase(properties.DefaultCapacityProviderStrategy ?? []),
      });
    }
    await changeTags(context, String(existing.attributes.Arn), properties, previous);
    return existing;
  },

  async delete(context, { physicalId }) {
    await unlessMissing(context.clients.ecs.deleteCluster({ cluster: physicalId }));
  },
};

/** CloudFormation says `ClusterSettings` where the API says `settings`. */
function settings(
  input: object,
): Pick<UpdateClusterCommandInput, 'settings' | 'configuration' | 'serviceConnectDefaults'> {
  const { clusterSettings, configuration, serviceConnectDefaults } = input as UpdateClusterCommandInput & {
    clusterSettings?: UpdateClusterCommandInput['settings'];
  };
  return { settings: clusterSettings, configuration, serviceConnectDefaults };
}
