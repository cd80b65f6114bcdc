import { InvalidDocument } from '@aws-sdk/client-ssm';
import type { ResourceType } from '../../cloudformation';
import { anyChanged, document, tagsOf, updateTags } from '../support';

const LONGEST_NAME = 128;

/** Every change but one of tags replaces it, as on AWS unless `UpdateMethod` says otherwise. */
export const ssmDocument: ResourceType = {
  type: 'AWS::SSM::Document',
  honours: ['Content', 'DocumentFormat', 'DocumentType', 'Name', 'Tags', 'TargetType'],
  async create(context, properties) {
    const { DocumentFormat, DocumentType, TargetType } = properties;
    const physicalId: string = properties.Name ?? context.physicalName(LONGEST_NAME);
    await context.clients.ssm.createDocument({
      Name: physicalId,
      Content: document(properties.Content),
      DocumentFormat,
      DocumentType,
      TargetType,
      Tags: tagsOf(context, properties.Tags),
    });
    return { physicalId, attributes: {} };
  },
  replaces: (now, before) => anyChanged(now, before, ['Content', 'DocumentFormat', 'DocumentType', 'TargetType']),
  async update(context, existing, properties, previous) {
    const { ssm } = context.clients;
    const subject = { ResourceType: 'Document', ResourceId: existing.physicalId } as const;
    await updateTags(context, properties, previous, {
      tag: (Tags) => ssm.addTagsToResource({ ...subject, Tags }),
      untag: (TagKeys) => ssm.removeTagsFromResource({ ...subject, TagKeys }),
    });
    return existing;
  },
  async delete({ clients }, { physicalId }) {
    try {
      await clients.ssm.deleteDocument({ Name: physicalId });
    } catch (error) {
      // how Systems Manager calls a document that is not there
      if (!(error instanceof InvalidDocument)) {
        throw error;
      }
    }
  },
};
