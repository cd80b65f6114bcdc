import type { Tag, ResourceType } from '../../cloudformation';
import { anyChanged, begun, document, present, tagsOf, unlessMissing, updateTags } from '../support';

const DEFAULT_WINDOW_DAYS = 30;

export const kmsKey: ResourceType = {
  type: 'AWS::KMS::Key',
  honours: [
    'Description',
    'Enabled',
    'EnableKeyRotation',
    'KeyPolicy',
    'KeySpec',
    'KeyUsage',
    'MultiRegion',
    'PendingWindowInDays',
    'RotationPeriodInDays',
    'Tags',
  ],
  async create(context, properties) {
    const { kms } = context.clients;
    const { Description, KeyPolicy, KeySpec, KeyUsage, MultiRegion } = properties;
    const { KeyMetadata } = await kms.createKey({
      Description,
      KeySpec,
      KeyUsage,
      MultiRegion,
      Policy: document(KeyPolicy, 'optional'),
      Tags: tagsOf(context, properties.Tags).map(kmsTag),
    });
    const physicalId = present(KeyMetadata?.KeyId, 'KeyId');
    const attributes = { Arn: KeyMetadata?.Arn, KeyId: physicalId };
    const resource = begun(context, physicalId, attributes);
    if (properties.EnableKeyRotation === true) {
      await kms.enableKeyRotation({ KeyId: physicalId, RotationPeriodInDays: properties.RotationPeriodInDays });
    }
    if (properties.Enabled === false) {
      await kms.disableKey({ KeyId: physicalId });
    }
    return resource;
  },
  async update(context, existing, properties, previous) {
    const { kms } = context.clients;
    const { physicalId: KeyId } = existing;
    const changed = (name: string): boolean => anyChanged(properties, previous, [name]);
    if (changed('KeyPolicy')) {
      await kms.putKeyPolicy({ KeyId, PolicyName: 'default', Policy: document(properties.KeyPolicy) });
    }
    if (changed('Description')) {
      await kms.updateKeyDescription({ KeyId, Description: properties.Description ?? '' });
    }
    if (changed('EnableKeyRotation') || changed('RotationPeriodInDays')) {
      await (properties.EnableKeyRotation === true
        ? kms.enableKeyRotation({ KeyId, RotationPeriodInDays: properties.RotationPeriodInDays })
        : kms.disableKeyRotation({ KeyId }));
    }
    if (changed('Enabled')) {
      await (properties.Enabled === false ? kms.disableKey({ KeyId }) : kms.enableKey({ KeyId }));
    }
    await updateTags(context, properties, previous, {
      tag: (tags) => kms.tagResource({ KeyId, Tags: tags.map(kmsTag) }),
      untag: (TagKeys) => kms.untagResource({ KeyId, TagKeys }),
    });
    return existing;
  },
  delete: ({ clients }, { physicalId }, { PendingWindowInDays = DEFAULT_WINDOW_DAYS }) =>
    unlessMissing(() => clients.kms.scheduleKeyDeletion({ KeyId: physicalId, PendingWindowInDays })),
};

function kmsTag({ Key, Value }: Tag): { TagKey: string; TagValue: string } {
  return { TagKey: Key, TagValue: Value };
}
