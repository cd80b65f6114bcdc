import type { AutoScalingGroupProvider } from '@aws-sdk/client-ecs';
import type { Properties, ResourceType } from '../../cloudformation/resource-type';
import { camelCase } from './camel-case';
import { unlessMissing } from './missing';
import { changeTags, ecsTags } from './tags';

export const capacityProvider: ResourceType = {
  type: 'AWS::ECS::CapacityProvider',
  honours: ['AutoScalingGroupProvider', 'Name', 'Tags'],

  async create(context, properties) {
    const name: string = properties.Name ?? context.physicalName();
    const { capacityProvider: created } = await context.clients.ecs.createCapacityProvider({
      name,
      autoScalingGroupProvider: provider(properties),
      tags: ecsTags(properties, context.tags),
    });
    return { physicalId: name, attributes: { Arn: created?.capacityProviderArn } };
  },

  async update(context, existing, properties, previous) {
    const { managedDraining, managedScaling, managedTerminationProtection } = provider(properties);
    await context.clients.ecs.updateCapacityProvider({
      name: existing.physicalId,
      autoScalingGroupProvider: { managedDraining, managedScaling, managedTerminationProtection },
    });
    await changeTags(context, String(existing.attributes.Arn), properties, previous);
    return existing;
  },

  async delete(context, { physicalId }) {
    await unlessMissing(context.clients.ecs.deleteCapacityProvider({ capacityProvider: physicalId }));
  },
};

/** The group comes by name, which is its `Ref`, or by ARN. */
function provider(properties: Properties): AutoScalingGroupProvider {
  return camelCase<AutoScalingGroupProvider>(properties.AutoScalingGroupProvider);
}
