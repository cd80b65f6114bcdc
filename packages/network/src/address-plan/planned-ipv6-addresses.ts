import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Fn } from 'aws-cdk-lib/core';
import { PRIVATE_OFFSET, ZONES } from '../private/bounds';

/**
 * A /64 for each subnet of the VPC's Amazon-provided /56, with the numbers of the IPv4 convention: 0, 1 … for public
 * subnets, 50, 51 … for private ones. `ec2.Vpc` by itself numbers them in a row, so that one more zone would move,
 * and thereby replace, every private subnet.
 */
export class PlannedIpv6Addresses implements ec2.IIpv6Addresses {
  public readonly amazonProvided = true;
  private readonly amazon = ec2.Ipv6Addresses.amazonProvided();

  public constructor(private readonly zones: number) {}

  public allocateVpcIpv6Cidr(request: ec2.AllocateVpcIpv6CidrRequest): ec2.CfnVPCCidrBlock {
    return this.amazon.allocateVpcIpv6Cidr(request);
  }

  public createIpv6CidrBlocks(request: ec2.CreateIpv6CidrBlocksRequest): string[] {
    // A constant count: the template of a subnet must not change when a zone is added.
    return this.amazon.createIpv6CidrBlocks({ ...request, subnetCount: PRIVATE_OFFSET + ZONES.max });
  }

  public allocateSubnetsIpv6Cidr(request: ec2.AllocateIpv6CidrRequest): ec2.SubnetIpamOptions {
    // ec2.Vpc asks for the public subnets of all zones first, then for the private ones.
    const number = (index: number) => (index < this.zones ? index : PRIVATE_OFFSET + index - this.zones);
    return {
      allocatedSubnets: request.allocatedSubnets.map(({ cidr }, index) => ({
        cidr,
        ipv6Cidr: Fn.select(number(index), request.ipv6Cidrs),
      })),
    };
  }
}
