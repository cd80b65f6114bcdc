import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { AddressRanges } from './address-plan';

/** Hands the ranges of an address plan to `ec2.Vpc`, which by itself can only pack subnets one after the other. */
export class PlannedIpAddresses implements ec2.IIpAddresses {
  public constructor(private readonly ranges: AddressRanges) {}

  public allocateVpcCidr(): ec2.VpcIpamOptions {
    return { cidrBlock: this.ranges.vpc };
  }

  public allocateSubnetsCidr(request: ec2.AllocateCidrRequest): ec2.SubnetIpamOptions {
    const publicRanges = this.ranges.publicSubnets.values();
    const privateRanges = this.ranges.privateSubnets.values();
    const next = ({ configuration }: ec2.RequestedSubnet) =>
      (configuration.subnetType === ec2.SubnetType.PUBLIC ? publicRanges : privateRanges).next().value!;
    return { allocatedSubnets: request.requestedSubnets.map((subnet) => ({ cidr: next(subnet) })) };
  }
}
