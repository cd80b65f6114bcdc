import type { Properties, Resource, ResourceContext, ResourceType } from '../../cloudformation';
import { anyChanged, present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

export const vpc: ResourceType = {
  type: 'AWS::EC2::VPC',
  honours: ['CidrBlock', 'EnableDnsHostnames', 'EnableDnsSupport', 'InstanceTenancy', 'Tags'],
  async create(context, properties) {
    const { Vpc } = await context.clients.ec2.createVpc({
      CidrBlock: properties.CidrBlock,
      InstanceTenancy: properties.InstanceTenancy,
      TagSpecifications: tagSpecifications(context, 'vpc', properties),
    });
    const physicalId = present(Vpc?.VpcId, 'VpcId');
    context.initiated(physicalId);
    await setDns(context, physicalId, properties);
    return { physicalId, attributes: await attributes(context, physicalId) };
  },
  async update(context, existing, properties, previous) {
    if (anyChanged(properties, previous, ['EnableDnsHostnames', 'EnableDnsSupport'])) {
      await setDns(context, existing.physicalId, properties);
    }
    await updateTags(context, existing.physicalId, properties, previous);
    return existing;
  },
  read: (context, { physicalId }) => attributes(context, physicalId),
  delete: ({ clients }, { physicalId }) => unlessMissing(() => clients.ec2.deleteVpc({ VpcId: physicalId })),
};

/** One attribute a call, as EC2 wants it; these are AWS's defaults for a new VPC. */
async function setDns({ clients }: ResourceContext, VpcId: string, properties: Properties): Promise<void> {
  const { EnableDnsSupport = true, EnableDnsHostnames = false } = properties;
  await clients.ec2.modifyVpcAttribute({ VpcId, EnableDnsSupport: { Value: EnableDnsSupport } });
  await clients.ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value: EnableDnsHostnames } });
}

async function attributes({ clients }: ResourceContext, id: string): Promise<Resource['attributes']> {
  const filters = [{ Name: 'vpc-id', Values: [id] }];
  const [{ Vpcs = [] }, { NetworkAcls = [] }, { SecurityGroups = [] }] = await Promise.all([
    clients.ec2.describeVpcs({ VpcIds: [id] }),
    clients.ec2.describeNetworkAcls({ Filters: [...filters, { Name: 'default', Values: ['true'] }] }),
    clients.ec2.describeSecurityGroups({ Filters: [...filters, { Name: 'group-name', Values: ['default'] }] }),
  ]);
  const [found] = Vpcs;
  const ipv6 = (found?.Ipv6CidrBlockAssociationSet ?? []).filter(
    ({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State === 'associated',
  );
  return {
    VpcId: id,
    CidrBlock: found?.CidrBlock,
    CidrBlockAssociations: (found?.CidrBlockAssociationSet ?? []).map(({ AssociationId }) => AssociationId),
    Ipv6CidrBlocks: ipv6.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
    DefaultNetworkAcl: NetworkAcls[0]?.NetworkAclId,
    DefaultSecurityGroup: SecurityGroups[0]?.GroupId,
  };
}
