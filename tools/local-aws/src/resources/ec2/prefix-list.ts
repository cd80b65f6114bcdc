import type { ResourceType } from '../../cloudformation';
import { listChanges, present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

interface Entry {
  readonly Cidr: string;
  readonly Description?: string;
}

export const prefixList: ResourceType = {
  type: 'AWS::EC2::PrefixList',
  honours: ['AddressFamily', 'Entries', 'MaxEntries', 'PrefixListName', 'Tags'],
  async create(context, properties) {
    const { AddressFamily, Entries, MaxEntries, PrefixListName } = properties;
    const { PrefixList } = await context.clients.ec2.createManagedPrefixList({
      AddressFamily,
      Entries,
      MaxEntries: MaxEntries ?? Entries?.length,
      PrefixListName,
      TagSpecifications: tagSpecifications(context, 'prefix-list', properties),
    });
    const { PrefixListId, PrefixListArn, OwnerId, Version } = present(PrefixList, 'PrefixList');
    const physicalId = present(PrefixListId, 'PrefixListId');
    return { physicalId, attributes: { PrefixListId, Arn: PrefixListArn, OwnerId, Version } };
  },
  async update(context, existing, properties, previous) {
    const { added, removed } = listChanges<Entry>(properties.Entries, previous.Entries);
    const { PrefixList } = await context.clients.ec2.modifyManagedPrefixList({
      PrefixListId: existing.physicalId,
      CurrentVersion: Number(existing.attributes.Version),
      PrefixListName: properties.PrefixListName,
      AddEntries: [...added],
      RemoveEntries: removed.map(({ Cidr }) => ({ Cidr })),
    });
    await updateTags(context, existing.physicalId, properties, previous);
    return { ...existing, attributes: { ...existing.attributes, Version: PrefixList?.Version } };
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.deleteManagedPrefixList({ PrefixListId: physicalId })),
};
