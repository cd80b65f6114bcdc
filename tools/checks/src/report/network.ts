import type { NatGateway, RouteTable, Subnet } from '@aws-sdk/client-ec2';
import type { Aws } from '../aws';
import type { Egress, NetworkReport } from './model';

/** The VPC, its subnets, and where each subnet's default route leads. */
export async function reportNetwork(aws: Aws, vpcId: string): Promise<NetworkReport> {
  const inVpc = [{ Name: 'vpc-id', Values: [vpcId] }];
  const [vpcs, subnets, tables, gateways] = await Promise.all([
    aws.ec2.describeVpcs({ VpcIds: [vpcId] }),
    aws.ec2.describeSubnets({ Filters: inVpc }),
    aws.ec2.describeRouteTables({ Filters: inVpc }),
    aws.ec2.describeNatGateways({ Filter: inVpc }),
  ]);
  const zones = new Map(subnets.Subnets?.map((subnet) => [subnet.SubnetId, subnet.AvailabilityZone]));
  return {
    vpcId,
    cidr: vpcs.Vpcs?.[0]?.CidrBlock ?? '',
    subnets: (subnets.Subnets ?? [])
      .map((subnet) => ({
        subnetId: subnet.SubnetId ?? '',
        zone: subnet.AvailabilityZone ?? '',
        cidr: subnet.CidrBlock ?? '',
        publicAddresses: subnet.MapPublicIpOnLaunch ?? false,
        egress: egressOf(subnet, tables.RouteTables ?? [], gateways.NatGateways ?? [], zones),
      }))
      .sort((one, other) => one.zone.localeCompare(other.zone) || byAddress(one.cidr, other.cidr)),
  };
}

function egressOf(
  subnet: Subnet,
  tables: RouteTable[],
  gateways: NatGateway[],
  zones: Map<string | undefined, string | undefined>,
): Egress {
  const own = tables.find((table) => table.Associations?.some(({ SubnetId }) => SubnetId === subnet.SubnetId));
  const table = own ?? tables.find(({ Associations }) => Associations?.some(({ Main }) => Main));
  const route = table?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
  if (route?.NatGatewayId) {
    const gateway = gateways.find(({ NatGatewayId }) => NatGatewayId === route.NatGatewayId);
    const addresses = gateway?.NatGatewayAddresses?.flatMap(({ PublicIp }) => PublicIp ?? []) ?? [];
    return { kind: 'NAT gateway', id: route.NatGatewayId, zone: zones.get(gateway?.SubnetId), addresses };
  }
  return route?.GatewayId?.startsWith('igw-') ? { kind: 'internet gateway' } : { kind: 'none' };
}

function byAddress(one: string, other: string): number {
  const number = (cidr: string) => cidr.split(/[./]/).reduce((sum, part) => sum * 256 + Number(part), 0);
  return number(one) - number(other);
}
