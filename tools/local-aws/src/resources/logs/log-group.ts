import type { ResourceType } from '../../cloudformation';
import { anyChanged, begun, tagMap, tagsOf, unlessMissing, updateTags } from '../support';

export const logGroup: ResourceType = {
  type: 'AWS::Logs::LogGroup',
  honours: ['KmsKeyId', 'LogGroupClass', 'LogGroupName', 'RetentionInDays', 'Tags'],
  async create(context, properties) {
    const { logs } = context.clients;
    const { KmsKeyId, LogGroupClass, RetentionInDays } = properties;
    const physicalId: string = properties.LogGroupName ?? context.physicalName();
    await logs.createLogGroup({
      logGroupName: physicalId,
      kmsKeyId: KmsKeyId,
      logGroupClass: LogGroupClass,
      tags: tagMap(tagsOf(context, properties.Tags)),
    });
    const { partition, region, accountId } = context.account;
    const attributes = { Arn: `arn:${partition}:logs:${region}:${accountId}:log-group:${physicalId}:*` };
    const resource = begun(context, physicalId, attributes);
    if (RetentionInDays !== undefined) {
      await logs.putRetentionPolicy({ logGroupName: physicalId, retentionInDays: RetentionInDays });
    }
    return resource;
  },
  async update(context, existing, properties, previous) {
    const { logs } = context.clients;
    const { physicalId: logGroupName } = existing;
    if (anyChanged(properties, previous, ['RetentionInDays'])) {
      const { RetentionInDays: retentionInDays } = properties;
      await (retentionInDays === undefined
        ? logs.deleteRetentionPolicy({ logGroupName })
        : logs.putRetentionPolicy({ logGroupName, retentionInDays }));
    }
    if (anyChanged(properties, previous, ['KmsKeyId'])) {
      const { KmsKeyId: kmsKeyId } = properties;
      await (kmsKeyId === undefined
        ? logs.disassociateKmsKey({ logGroupName })
        : logs.associateKmsKey({ logGroupName, kmsKeyId }));
    }
    // The API that takes ARNs wants them without the `:*` that the attribute ends in.
    const resourceArn = String(existing.attributes.Arn).replace(/:\*$/, '');
    await updateTags(context, properties, previous, {
      tag: (tags) => logs.tagResource({ resourceArn, tags: tagMap(tags) }),
      untag: (tagKeys) => logs.untagResource({ resourceArn, tagKeys }),
    });
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.logs.deleteLogGroup({ logGroupName: physicalId })),
};
