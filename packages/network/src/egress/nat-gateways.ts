import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { EgressConfig } from './egress-config';

/**
 * NAT gateways in the public subnets of the first `count` zones. The Elastic IPs are made here rather than by
 * `ec2.Vpc`, which keeps them to itself: others put them on allow lists.
 */
export function zonalNatGateways(scope: Construct, count: number): EgressConfig {
  const addresses = Array.from({ length: count }, (_, zone) => {
    const address = new ec2.CfnEIP(scope, `NatGatewayAddress${zone + 1}`, { domain: 'vpc' });
    Tags.of(address).add('Name', address.node.path);
    return address;
  });
  return {
    privateSubnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS,
    natGateways: count,
    natGatewayProvider: ec2.NatProvider.gateway({
      eipAllocationIds: addresses.map((address) => address.attrAllocationId),
    }),
    natGatewayAddresses: addresses.map((address) => address.attrPublicIp),
  };
}
