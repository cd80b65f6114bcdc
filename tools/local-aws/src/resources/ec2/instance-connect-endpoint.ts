import type { ResourceType } from '../../cloudformation';
import { present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

/**
 * moto has no EC2 Instance Connect endpoints. What one is in the network, AWS makes visible as a network interface
 * that holds its subnet and security groups; that interface stands for it here, and their ids share the digits.
 */
export const instanceConnectEndpoint: ResourceType = {
  type: 'AWS::EC2::InstanceConnectEndpoint',
  honours: ['PreserveClientIp', 'SecurityGroupIds', 'SubnetId', 'Tags'],
  async create(context, properties) {
    const { ec2 } = context.clients;
    const { NetworkInterface } = await ec2.createNetworkInterface({
      SubnetId: properties.SubnetId,
      Groups: properties.SecurityGroupIds,
      Description: 'EC2 Instance Connect Endpoint',
      TagSpecifications: tagSpecifications(context, 'network-interface', properties),
    });
    const physicalId = present(NetworkInterface?.NetworkInterfaceId, 'NetworkInterfaceId').replace(/^eni-/, 'eice-');
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(context, existing, properties, previous) {
    await updateTags(context, interfaceOf(existing.physicalId), properties, previous);
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.deleteNetworkInterface({ NetworkInterfaceId: interfaceOf(physicalId) })),
};

function interfaceOf(id: string): string {
  return id.replace(/^eice-/, 'eni-');
}
