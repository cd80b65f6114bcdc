import type { ResourceType } from '../../cloudformation';
import { unlessMissing } from '../support';

export const kmsAlias: ResourceType = {
  type: 'AWS::KMS::Alias',
  honours: ['AliasName', 'TargetKeyId'],
  async create({ clients }, { AliasName, TargetKeyId }) {
    await clients.kms.createAlias({ AliasName, TargetKeyId });
    return { physicalId: AliasName, attributes: { AliasName } };
  },
  async update({ clients }, existing, { TargetKeyId }) {
    await clients.kms.updateAlias({ AliasName: existing.physicalId, TargetKeyId });
    return existing;
  },
  delete: ({ clients }, { physicalId }) => unlessMissing(() => clients.kms.deleteAlias({ AliasName: physicalId })),
};
