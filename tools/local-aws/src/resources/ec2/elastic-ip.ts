import type { ResourceType } from '../../cloudformation';
import { present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

export const elasticIp: ResourceType = {
  type: 'AWS::EC2::EIP',
  honours: ['Domain', 'Tags'],
  async create(context, properties) {
    const { PublicIp, AllocationId } = await context.clients.ec2.allocateAddress({
      Domain: properties.Domain ?? 'vpc',
      TagSpecifications: tagSpecifications(context, 'elastic-ip', properties),
    });
    return { physicalId: present(PublicIp, 'PublicIp'), attributes: { PublicIp, AllocationId } };
  },
  async update(context, existing, properties, previous) {
    await updateTags(context, String(existing.attributes.AllocationId), properties, previous);
    return existing;
  },
  delete: ({ clients }, { attributes }) =>
    unlessMissing(() => clients.ec2.releaseAddress({ AllocationId: String(attributes.AllocationId) })),
};
