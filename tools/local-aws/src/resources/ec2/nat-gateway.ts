import { PlainFailure, type ResourceType } from '../../cloudformation';
import { begun, present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

/** Zonal only: moto knows no NAT gateway without a subnet, so `AvailabilityMode` is refused by name. */
export const natGateway: ResourceType = {
  type: 'AWS::EC2::NatGateway',
  honours: ['AllocationId', 'ConnectivityType', 'PrivateIpAddress', 'SubnetId', 'Tags'],
  async create(context, properties) {
    const { ec2 } = context.clients;
    const { AllocationId, ConnectivityType = 'public', PrivateIpAddress, SubnetId } = properties;
    if (ConnectivityType === 'public' && AllocationId === undefined) {
      throw new PlainFailure('A public NAT gateway needs an Elastic IP address: AllocationId is missing');
    }
    const { NatGateway } = await ec2.createNatGateway({
      AllocationId,
      ConnectivityType,
      PrivateIpAddress,
      SubnetId,
      TagSpecifications: tagSpecifications(context, 'natgateway', properties),
    });
    const physicalId = present(NatGateway?.NatGatewayId, 'NatGatewayId');
    const EniId = NatGateway?.NatGatewayAddresses?.[0]?.NetworkInterfaceId;
    const resource = begun(context, physicalId, { NatGatewayId: physicalId, EniId });
    await context.stabilise(`NAT gateway ${physicalId} to be available`, async () => {
      const { NatGateways = [] } = await ec2.describeNatGateways({ NatGatewayIds: [physicalId] });
      return NatGateways[0]?.State === 'available';
    });
    return resource;
  },
  async update(context, existing, properties, previous) {
    await updateTags(context, existing.physicalId, properties, previous);
    return existing;
  },
  async delete(context, { physicalId }) {
    const { ec2 } = context.clients;
    await unlessMissing(() => ec2.deleteNatGateway({ NatGatewayId: physicalId }));
    await context.stabilise(`NAT gateway ${physicalId} to be deleted`, async () => {
      const { NatGateways = [] } = await ec2.describeNatGateways({
        Filter: [{ Name: 'nat-gateway-id', Values: [physicalId] }],
      });
      return NatGateways.every(({ State }) => State === 'deleted');
    });
  },
};
