import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Scheme } from './scheme';

/** Who may connect when nobody says: the world to a balancer that faces it, the VPC to one that does not. */
export function clientsOf(
  vpc: ec2.IVpc,
  scheme: Scheme,
  allowFrom: ec2.IPeer[] | undefined,
  ipAddressType: elbv2.IpAddressType = elbv2.IpAddressType.IPV4,
): ec2.IPeer[] {
  if (allowFrom) {
    return [...allowFrom];
  }
  if (scheme === Scheme.INTERNAL) {
    return [ec2.Peer.ipv4(vpc.vpcCidrBlock)];
  }
  return {
    [elbv2.IpAddressType.IPV4]: [ec2.Peer.anyIpv4()],
    [elbv2.IpAddressType.DUAL_STACK]: [ec2.Peer.anyIpv4(), ec2.Peer.anyIpv6()],
    [elbv2.IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4]: [ec2.Peer.anyIpv6()],
  }[ipAddressType];
}
