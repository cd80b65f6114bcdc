import type { Template } from 'aws-cdk-lib/assertions';
import { Egress } from '../../src';
import { make, properties, resources, subnets } from '../support';

/** Where each private subnet sends traffic for the internet, in the order of zones. */
function privateRoutes(template: Template): unknown[] {
  return Object.values(resources(template, 'AWS::EC2::Route'))
    .map(({ Properties }) => Properties)
    .filter((route) => JSON.stringify(route.RouteTableId).includes('Private'))
    .map(({ DestinationCidrBlock, NatGatewayId }) => ({ DestinationCidrBlock, NatGatewayId }));
}

const to = (NatGatewayId: unknown) => ({ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId });

describe('a NAT gateway per zone', () => {
  const made = make({ zones: 3, egress: Egress.natGatewayPerZone() });
  const gateways = Object.keys(resources(made.template, 'AWS::EC2::NatGateway'));

  test('serves the private subnet of its own zone', () => {
    expect(gateways).toHaveLength(3);
    expect(privateRoutes(made.template)).toEqual(gateways.map((id) => to({ Ref: id })));
  });

  test('has an Elastic IP each, and says which', () => {
    const addresses = Object.keys(resources(made.template, 'AWS::EC2::EIP'));
    const used = properties(made.template, 'AWS::EC2::NatGateway').map(({ AllocationId }) => AllocationId);
    expect(used).toEqual(addresses.map((id) => ({ 'Fn::GetAtt': [id, 'AllocationId'] })));
    expect(made.stack.resolve(made.network.natGatewayAddresses)).toEqual(
      addresses.map((id) => ({ 'Fn::GetAtt': [id, 'PublicIp'] })),
    );
  });

  test('makes no endpoints', () => {
    made.template.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expect(made.network.endpointServices).toEqual([]);
  });
});

describe('a single NAT gateway', () => {
  const made = make({ zones: 3, egress: Egress.singleNatGateway() });

  test('lies in the first zone and serves all', () => {
    const [[gateway, { Properties }], ...others] = Object.entries(resources(made.template, 'AWS::EC2::NatGateway'));
    expect(others).toEqual([]);
    expect(Properties.SubnetId).toEqual({ Ref: subnets(made.template, 'Public')[0].id });
    expect(privateRoutes(made.template)).toEqual([to({ Ref: gateway }), to({ Ref: gateway }), to({ Ref: gateway })]);
  });

  test('has one address', () => {
    made.template.resourceCountIs('AWS::EC2::EIP', 1);
    expect(made.network.natGatewayAddresses).toHaveLength(1);
  });
});

describe('a regional NAT gateway', () => {
  const made = make({ zones: 3, egress: Egress.regionalNatGateway() });
  const [gateway, { Properties, DependsOn }] = Object.entries(resources(made.template, 'AWS::EC2::NatGateway'))[0];

  test('belongs to the VPC and to no subnet', () => {
    made.template.resourceCountIs('AWS::EC2::NatGateway', 1);
    const [vpc] = Object.keys(resources(made.template, 'AWS::EC2::VPC'));
    expect(Properties).toMatchObject({ AvailabilityMode: 'regional', VpcId: { Ref: vpc } });
    expect(Properties).not.toHaveProperty('SubnetId');
  });

  test('serves every private subnet', () => {
    const route = to({ 'Fn::GetAtt': [gateway, 'NatGatewayId'] });
    expect(privateRoutes(made.template)).toEqual([route, route, route]);
  });

  test('waits until the internet gateway is attached', () => {
    const routes = resources(made.template, 'AWS::EC2::Route');
    const waitedFor = (DependsOn ?? []).flatMap((id) => routes[id]?.DependsOn ?? []);
    const [attachment] = Object.keys(resources(made.template, 'AWS::EC2::VPCGatewayAttachment'));
    expect(waitedFor).toContain(attachment);
  });

  test('has addresses that AWS chooses', () => {
    made.template.resourceCountIs('AWS::EC2::EIP', 0);
    expect(made.network.natGatewayAddresses).toEqual([]);
  });
});
