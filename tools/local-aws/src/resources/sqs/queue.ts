import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { document, pick, present, tagMap, tagsOf, unlessMissing, updateTags } from '../support';

/** Properties that are attributes of the queue under the same name, with what SQS falls back to. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  DelaySeconds: '0',
  FifoQueue: 'false',
  FifoThroughputLimit: 'perQueue',
  KmsDataKeyReusePeriodSeconds: '300',
  KmsMasterKeyId: '',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  RedriveAllowPolicy: '',
  RedrivePolicy: '',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
};
const ATTRIBUTES = Object.keys(DEFAULTS);
const LONGEST_NAME = 80;
/** How the name of a FIFO queue ends; CloudFormation's own, too. */
const FIFO_ENDING = '.fifo';

export const queue: ResourceType = {
  type: 'AWS::SQS::Queue',
  honours: ['QueueName', 'Tags', ...ATTRIBUTES],
  async create(context, properties) {
    const QueueName: string = properties.QueueName ?? physicalName(context, properties.FifoQueue === true);
    const { QueueUrl } = await context.clients.sqs.createQueue({
      QueueName,
      Attributes: attributes(properties),
      tags: tagMap(tagsOf(context, properties.Tags)),
    });
    const { partition, region, accountId } = context.account;
    const Arn = `arn:${partition}:sqs:${region}:${accountId}:${QueueName}`;
    return { physicalId: present(QueueUrl, 'QueueUrl'), attributes: { Arn, QueueName, QueueUrl } };
  },
  async update(context, existing, properties, previous) {
    const { sqs } = context.clients;
    const { physicalId: QueueUrl } = existing;
    const removed = ATTRIBUTES.filter((name) => name in previous && !(name in properties));
    await sqs.setQueueAttributes({
      QueueUrl,
      Attributes: { ...(pick(DEFAULTS, removed) as Record<string, string>), ...attributes(properties) },
    });
    await updateTags(context, properties, previous, {
      tag: (tags) => sqs.tagQueue({ QueueUrl, Tags: tagMap(tags) }),
      untag: (TagKeys) => sqs.untagQueue({ QueueUrl, TagKeys }),
    });
    return existing;
  },
  delete: ({ clients }, { physicalId }) => unlessMissing(() => clients.sqs.deleteQueue({ QueueUrl: physicalId })),
};

function physicalName(context: ResourceContext, fifo: boolean): string {
  return fifo
    ? context.physicalName(LONGEST_NAME - FIFO_ENDING.length) + FIFO_ENDING
    : context.physicalName(LONGEST_NAME);
}

function attributes(properties: Properties): Record<string, string> {
  const given = Object.entries(pick(properties, ATTRIBUTES));
  return Object.fromEntries(given.map(([name, value]) => [name, document(value)]));
}
