import { PlainFailure, type ResourceType } from '../../cloudformation';
import { omit, present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

export const flowLog: ResourceType = {
  type: 'AWS::EC2::FlowLog',
  honours: [
    'DeliverLogsPermissionArn',
    'LogDestination',
    'LogDestinationType',
    'LogFormat',
    'LogGroupName',
    'MaxAggregationInterval',
    'ResourceId',
    'ResourceType',
    'Tags',
    'TrafficType',
  ],
  async create(context, properties) {
    const { FlowLogIds, Unsuccessful } = await context.clients.ec2.createFlowLogs({
      ...omit(properties, 'ResourceId', 'Tags'),
      ResourceType: properties.ResourceType,
      ResourceIds: [properties.ResourceId],
      TagSpecifications: tagSpecifications(context, 'vpc-flow-log', properties),
    });
    // The call itself succeeds even when nothing was made.
    const failure = Unsuccessful?.[0]?.Error;
    if (failure !== undefined) {
      throw new PlainFailure(`${failure.Code}: ${failure.Message}`);
    }
    const physicalId = present(FlowLogIds?.[0], 'FlowLogId');
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(context, existing, properties, previous) {
    await updateTags(context, existing.physicalId, properties, previous);
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.deleteFlowLogs({ FlowLogIds: [physicalId] })),
};
