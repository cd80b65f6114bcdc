import type { Resource, ResourceContext, ResourceType } from '../../cloudformation';
import { anyChanged, present, tagsOf, unlessMissing } from '../support';
import { updateTags } from './tags';
import { checkUserData } from './user-data';

export const launchTemplate: ResourceType = {
  type: 'AWS::EC2::LaunchTemplate',
  honours: ['LaunchTemplateData', 'LaunchTemplateName', 'TagSpecifications', 'VersionDescription'],
  async create(context, { LaunchTemplateData, LaunchTemplateName, TagSpecifications, VersionDescription }) {
    checkUserData(LaunchTemplateData.UserData);
    const { LaunchTemplate } = await context.clients.ec2.createLaunchTemplate({
      LaunchTemplateName: LaunchTemplateName ?? context.physicalName(128),
      LaunchTemplateData,
      VersionDescription,
      TagSpecifications: [{ ResourceType: 'launch-template', Tags: tagsOf(context, ownTags(TagSpecifications)) }],
    });
    const physicalId = present(LaunchTemplate?.LaunchTemplateId, 'LaunchTemplateId');
    return { physicalId, attributes: await attributes(context, physicalId) };
  },
  async update(context, existing, properties, previous) {
    const { ec2 } = context.clients;
    const { physicalId } = existing;
    if (anyChanged(properties, previous, ['LaunchTemplateData', 'VersionDescription'])) {
      checkUserData(properties.LaunchTemplateData.UserData);
      await ec2.createLaunchTemplateVersion({
        LaunchTemplateId: physicalId,
        LaunchTemplateData: properties.LaunchTemplateData,
        VersionDescription: properties.VersionDescription,
      });
    }
    const tags = (specifications: unknown): { Tags: unknown } => ({ Tags: ownTags(specifications) });
    await updateTags(context, physicalId, tags(properties.TagSpecifications), tags(previous.TagSpecifications));
    return { physicalId, attributes: await attributes(context, physicalId) };
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.deleteLaunchTemplate({ LaunchTemplateId: physicalId })),
};

/** The tags of the template itself; those of what is launched from it are part of its data. */
function ownTags(specifications: unknown): unknown {
  const list = (specifications ?? []) as readonly { readonly ResourceType: string; readonly Tags?: unknown }[];
  return list.find(({ ResourceType }) => ResourceType === 'launch-template')?.Tags;
}

async function attributes({ clients }: ResourceContext, id: string): Promise<Resource['attributes']> {
  const { LaunchTemplates = [] } = await clients.ec2.describeLaunchTemplates({ LaunchTemplateIds: [id] });
  const { LatestVersionNumber, DefaultVersionNumber } = present(LaunchTemplates[0], 'LaunchTemplate');
  return {
    LaunchTemplateId: id,
    LatestVersionNumber: String(LatestVersionNumber),
    DefaultVersionNumber: String(DefaultVersionNumber),
  };
}
