import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { tagsOf, unlessMissing, updateTags } from '../support';

export const ssmParameter: ResourceType = {
  type: 'AWS::SSM::Parameter',
  honours: ['AllowedPattern', 'DataType', 'Description', 'Name', 'Tags', 'Tier', 'Type', 'Value'],
  async create(context, properties) {
    const physicalId: string = properties.Name ?? context.physicalName();
    await context.clients.ssm.putParameter({
      ...content(physicalId, properties),
      Tags: tagsOf(context, properties.Tags),
    });
    return { physicalId, attributes: attributes(properties) };
  },
  async update(context, existing, properties, previous) {
    const { ssm } = context.clients;
    const { physicalId: ResourceId } = existing;
    await ssm.putParameter({ ...content(ResourceId, properties), Overwrite: true });
    const parameter = { ResourceType: 'Parameter', ResourceId } as const;
    await updateTags(context, properties, previous, {
      tag: (Tags) => ssm.addTagsToResource({ ...parameter, Tags }),
      untag: (TagKeys) => ssm.removeTagsFromResource({ ...parameter, TagKeys }),
    });
    return { ...existing, attributes: attributes(properties) };
  },
  delete: ({ clients }: ResourceContext, { physicalId }) =>
    unlessMissing(() => clients.ssm.deleteParameter({ Name: physicalId })),
};

function content(Name: string, { AllowedPattern, DataType, Description, Tier, Type, Value }: Properties) {
  return { Name, AllowedPattern, DataType, Description, Tier, Type, Value };
}

function attributes({ Type, Value }: Properties): Record<string, unknown> {
  return { Type, Value };
}
