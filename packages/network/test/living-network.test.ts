import { Egress, FlowLogs } from '../src';
import type { NetworkProps } from '../src';
import type { Resource } from './support';
import { EGRESS, make, properties, resources } from './support';

describe('a living network', () => {
  test('keeps the logical ids of what cannot be replaced', () => {
    const { template } = make({ ipv6: true, flowLogs: FlowLogs.cloudWatch() });
    const ids = (type: string) => Object.keys(resources(template, type));
    expect(ids('AWS::EC2::VPC')).toEqual(['NetworkVpc7FB7348F']);
    expect(ids('AWS::EC2::VPCCidrBlock')).toEqual(['NetworkVpcipv6cidr3A976160']);
    expect(ids('AWS::EC2::Subnet')).toEqual([
      'NetworkVpcPublicSubnet1Subnet36933139',
      'NetworkVpcPublicSubnet2SubnetC427CCE0',
      'NetworkVpcPrivateSubnet1Subnet6DD86AE6',
      'NetworkVpcPrivateSubnet2Subnet1BDBE877',
    ]);
    expect(ids('AWS::EC2::EIP')).toEqual(['NetworkNatGatewayAddress157A3BFF5', 'NetworkNatGatewayAddress2E316F9F5']);
    expect(ids('AWS::EC2::NatGateway')).toEqual([
      'NetworkVpcPublicSubnet1NATGateway64781A21',
      'NetworkVpcPublicSubnet2NATGateway42CB86F5',
    ]);
    expect(ids('AWS::Logs::LogGroup')).toContain('NetworkFlowLogsLogGroup625EB2BC');
  });

  const all = (props: NetworkProps) => make(props).template.toJSON().Resources as Record<string, Resource>;

  const everyKind = Object.keys(EGRESS).flatMap((egress) => [
    { egress, ipv6: false },
    { egress, ipv6: true },
  ]);

  test.each(everyKind)('keeps every resource when zones are added: $egress, ipv6 $ipv6', ({ egress, ipv6 }) => {
    const kept = (zones: number) =>
      Object.entries(all({ zones, ipv6, egress: EGRESS[egress]() }))
        // an endpoint gets an address in the new zone, which AWS adds in place
        .filter(([, { Type }]) => Type !== 'AWS::EC2::VPCEndpoint')
        .map(([id, { Type, Properties }]) => [id, { Type, Properties }] as const);
    for (const zones of [2, 3, 4, 5]) {
      expect(Object.fromEntries(kept(zones + 1))).toMatchObject(Object.fromEntries(kept(zones)));
    }
  });

  test.each(Object.keys(EGRESS))('keeps its subnets when the egress becomes %s', (egress) => {
    const whatReplaces = (props: NetworkProps) =>
      properties(make(props).template, 'AWS::EC2::Subnet').map(({ CidrBlock, AvailabilityZone, VpcId }) => ({
        CidrBlock,
        AvailabilityZone,
        VpcId,
      }));
    const ids = (props: NetworkProps) => Object.keys(resources(make(props).template, 'AWS::EC2::Subnet'));
    const changed = { egress: EGRESS[egress]() };
    expect(ids(changed)).toEqual(ids({}));
    expect(whatReplaces(changed)).toEqual(whatReplaces({}));
  });

  test('keeps the first NAT gateway and its address when one becomes one per zone', () => {
    const before = all({ egress: Egress.singleNatGateway() });
    const after = all({ egress: Egress.natGatewayPerZone() });
    const nat = Object.entries(before).filter(([, { Type }]) => /NatGateway|EIP/.test(Type));
    expect(nat).toHaveLength(2);
    for (const [id, resource] of nat) {
      expect(after[id]).toEqual(resource);
    }
  });
});
