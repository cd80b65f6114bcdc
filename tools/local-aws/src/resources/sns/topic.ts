import type { ResourceType } from '../../cloudformation';
import { sameValue } from '../../cloudformation/plain';
import { present, tagsOf, unlessMissing, updateTags } from '../support';

/** Properties that are attributes of the topic under the same name. */
const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DisplayName',
  'FifoTopic',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
];
const LONGEST_NAME = 256;

export const topic: ResourceType = {
  type: 'AWS::SNS::Topic',
  honours: ['Tags', 'TopicName', ...ATTRIBUTES],
  async create(context, properties) {
    const given = ATTRIBUTES.filter((name) => properties[name] !== undefined);
    const TopicName: string = properties.TopicName ?? context.physicalName(LONGEST_NAME);
    const { TopicArn } = await context.clients.sns.createTopic({
      Name: TopicName,
      Attributes: Object.fromEntries(given.map((name) => [name, String(properties[name])])),
      Tags: tagsOf(context, properties.Tags),
    });
    const physicalId = present(TopicArn, 'TopicArn');
    return { physicalId, attributes: { TopicArn, TopicName } };
  },
  async update(context, existing, properties, previous) {
    const { sns } = context.clients;
    const { physicalId: TopicArn } = existing;
    for (const AttributeName of ATTRIBUTES) {
      const value = properties[AttributeName];
      if (!sameValue(value, previous[AttributeName])) {
        await sns.setTopicAttributes({ TopicArn, AttributeName, AttributeValue: String(value ?? '') });
      }
    }
    await updateTags(context, properties, previous, {
      tag: (Tags) => sns.tagResource({ ResourceArn: TopicArn, Tags }),
      untag: (TagKeys) => sns.untagResource({ ResourceArn: TopicArn, TagKeys }),
    });
    return existing;
  },
  delete: ({ clients }, { physicalId }) => unlessMissing(() => clients.sns.deleteTopic({ TopicArn: physicalId })),
};
