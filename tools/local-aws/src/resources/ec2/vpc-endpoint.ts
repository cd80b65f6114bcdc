import type { VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Resource, ResourceType } from '../../cloudformation';
import { document, listChanges, omit, present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

export const vpcEndpoint: ResourceType = {
  type: 'AWS::EC2::VPCEndpoint',
  honours: [
    'PolicyDocument',
    'PrivateDnsEnabled',
    'RouteTableIds',
    'SecurityGroupIds',
    'ServiceName',
    'SubnetIds',
    'Tags',
    'VpcEndpointType',
    'VpcId',
  ],
  async create(context, properties) {
    const { VpcEndpoint } = await context.clients.ec2.createVpcEndpoint({
      ...omit(properties, 'Tags'),
      VpcId: properties.VpcId,
      PolicyDocument: document(properties.PolicyDocument, 'optional'),
      TagSpecifications: tagSpecifications(context, 'vpc-endpoint', properties),
    });
    const endpoint = present(VpcEndpoint, 'VpcEndpoint');
    return { physicalId: present(endpoint.VpcEndpointId, 'VpcEndpointId'), attributes: attributesOf(endpoint) };
  },
  async update(context, existing, properties, previous) {
    const routeTables = listChanges<string>(properties.RouteTableIds, previous.RouteTableIds);
    const subnets = listChanges<string>(properties.SubnetIds, previous.SubnetIds);
    const groups = listChanges<string>(properties.SecurityGroupIds, previous.SecurityGroupIds);
    await context.clients.ec2.modifyVpcEndpoint({
      VpcEndpointId: existing.physicalId,
      PolicyDocument: document(properties.PolicyDocument, 'optional'),
      ResetPolicy: properties.PolicyDocument === undefined && previous.PolicyDocument !== undefined,
      PrivateDnsEnabled: properties.PrivateDnsEnabled,
      AddRouteTableIds: [...routeTables.added],
      RemoveRouteTableIds: [...routeTables.removed],
      AddSubnetIds: [...subnets.added],
      RemoveSubnetIds: [...subnets.removed],
      AddSecurityGroupIds: [...groups.added],
      RemoveSecurityGroupIds: [...groups.removed],
    });
    await updateTags(context, existing.physicalId, properties, previous);
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.deleteVpcEndpoints({ VpcEndpointIds: [physicalId] })),
};

function attributesOf(endpoint: VpcEndpoint): Resource['attributes'] {
  const { VpcEndpointId, CreationTimestamp, DnsEntries = [], NetworkInterfaceIds = [] } = endpoint;
  return {
    Id: VpcEndpointId,
    CreationTimestamp: CreationTimestamp?.toISOString(),
    DnsEntries: DnsEntries.map(({ HostedZoneId, DnsName }) => `${HostedZoneId}:${DnsName}`),
    NetworkInterfaceIds,
  };
}
