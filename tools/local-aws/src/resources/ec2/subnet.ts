import type { Properties, Resource, ResourceContext, ResourceType } from '../../cloudformation';
import { anyChanged, present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

const SWITCHES = ['MapPublicIpOnLaunch', 'AssignIpv6AddressOnCreation'] as const;

export const subnet: ResourceType = {
  type: 'AWS::EC2::Subnet',
  honours: ['AvailabilityZone', 'CidrBlock', 'Ipv6CidrBlock', 'Tags', 'VpcId', ...SWITCHES],
  async create(context, properties) {
    const { AvailabilityZone, CidrBlock, Ipv6CidrBlock, VpcId } = properties;
    const { Subnet } = await context.clients.ec2.createSubnet({
      AvailabilityZone,
      CidrBlock,
      Ipv6CidrBlock,
      VpcId,
      TagSpecifications: tagSpecifications(context, 'subnet', properties),
    });
    const physicalId = present(Subnet?.SubnetId, 'SubnetId');
    context.initiated(physicalId);
    await setSwitches(context, physicalId, properties, {});
    return { physicalId, attributes: await attributes(context, physicalId) };
  },
  async update(context, existing, properties, previous) {
    await setSwitches(context, existing.physicalId, properties, previous);
    await updateTags(context, existing.physicalId, properties, previous);
    return existing;
  },
  // EC2 could add a block to a subnet in place; replacing it comes to the same and is what AWS does to change one.
  replaces: ({ Ipv6CidrBlock }, previous) => Ipv6CidrBlock !== previous.Ipv6CidrBlock,
  delete: ({ clients }, { physicalId }) => unlessMissing(() => clients.ec2.deleteSubnet({ SubnetId: physicalId })),
};

async function setSwitches(
  context: ResourceContext,
  SubnetId: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  for (const name of SWITCHES) {
    if (anyChanged(now, before, [name])) {
      await context.clients.ec2.modifySubnetAttribute({ SubnetId, [name]: { Value: now[name] ?? false } });
    }
  }
}

async function attributes({ clients }: ResourceContext, id: string): Promise<Resource['attributes']> {
  const { Subnets = [] } = await clients.ec2.describeSubnets({ SubnetIds: [id] });
  const found = Subnets[0];
  const { NetworkAcls = [] } = await clients.ec2.describeNetworkAcls({
    Filters: [{ Name: 'association.subnet-id', Values: [id] }],
  });
  const association = NetworkAcls.flatMap(({ Associations = [] }) => Associations).find(
    ({ SubnetId }) => SubnetId === id,
  );
  return {
    SubnetId: id,
    VpcId: found?.VpcId,
    AvailabilityZone: found?.AvailabilityZone,
    AvailabilityZoneId: found?.AvailabilityZoneId,
    CidrBlock: found?.CidrBlock,
    Ipv6CidrBlocks: (found?.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
    NetworkAclAssociationId: association?.NetworkAclAssociationId,
  };
}
