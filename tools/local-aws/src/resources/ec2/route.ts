import type { Properties, ResourceType } from '../../cloudformation';
import { pick, unlessMissing } from '../support';

const DESTINATIONS = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'];
const TARGETS = [
  'EgressOnlyInternetGatewayId',
  'GatewayId',
  'InstanceId',
  'NatGatewayId',
  'NetworkInterfaceId',
  'TransitGatewayId',
  'VpcEndpointId',
  'VpcPeeringConnectionId',
];

export const route: ResourceType = {
  type: 'AWS::EC2::Route',
  honours: ['RouteTableId', ...DESTINATIONS, ...TARGETS],
  async create({ clients }, properties) {
    await clients.ec2.createRoute({ ...routeOf(properties), ...pick(properties, TARGETS) });
    const destination = DESTINATIONS.map((name) => properties[name]).find((value) => value !== undefined);
    return {
      physicalId: `${properties.RouteTableId}|${destination}`,
      attributes: { CidrBlock: properties.DestinationCidrBlock },
    };
  },
  async update({ clients }, existing, properties) {
    await clients.ec2.replaceRoute({ ...routeOf(properties), ...pick(properties, TARGETS) });
    return existing;
  },
  delete: ({ clients }, _, properties) => unlessMissing(() => clients.ec2.deleteRoute(routeOf(properties))),
};

function routeOf(properties: Properties): { RouteTableId: string } {
  return { RouteTableId: properties.RouteTableId, ...pick(properties, DESTINATIONS) };
}
