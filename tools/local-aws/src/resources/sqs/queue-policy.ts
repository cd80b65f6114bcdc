import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { document, listChanges, unlessMissing } from '../support';

export const queuePolicy: ResourceType = {
  type: 'AWS::SQS::QueuePolicy',
  honours: ['PolicyDocument', 'Queues'],
  async create(context, properties) {
    await put(context, properties.Queues, document(properties.PolicyDocument));
    const physicalId = context.physicalName();
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(context, existing, properties, previous) {
    await put(context, properties.Queues, document(properties.PolicyDocument));
    await clear(context, listChanges<string>(properties.Queues, previous.Queues).removed);
    return existing;
  },
  delete: (context, _, { Queues }: Properties) => clear(context, Queues),
};

async function put({ clients }: ResourceContext, queues: readonly string[], Policy: string): Promise<void> {
  for (const QueueUrl of queues) {
    await clients.sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy } });
  }
}

async function clear(context: ResourceContext, queues: readonly string[]): Promise<void> {
  for (const queue of queues) {
    await unlessMissing(() => put(context, [queue], ''));
  }
}
