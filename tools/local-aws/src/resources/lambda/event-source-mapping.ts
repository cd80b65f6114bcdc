import type { ResourceType } from '../../cloudformation';
import { pick, present, unlessMissing } from '../support';

/** What can be changed, by the same names in both APIs. */
const CHANGEABLE = ['BatchSize', 'Enabled', 'FunctionName', 'FunctionResponseTypes', 'MaximumBatchingWindowInSeconds'];

export const eventSourceMapping: ResourceType = {
  type: 'AWS::Lambda::EventSourceMapping',
  honours: ['EventSourceArn', ...CHANGEABLE],
  async create({ clients }, properties) {
    const { FunctionName, EventSourceArn } = properties;
    const created = await clients.lambda.createEventSourceMapping({
      ...pick(properties, CHANGEABLE),
      FunctionName,
      EventSourceArn,
    });
    const physicalId = present(created.UUID, 'UUID');
    return { physicalId, attributes: { Id: physicalId, EventSourceMappingArn: created.EventSourceMappingArn } };
  },
  async update({ clients }, existing, properties) {
    await clients.lambda.updateEventSourceMapping({ UUID: existing.physicalId, ...pick(properties, CHANGEABLE) });
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.lambda.deleteEventSourceMapping({ UUID: physicalId })),
};
