import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Scheme } from '../shared/scheme';

/** Properties of `NetworkLoadBalancer`. */
export interface NetworkLoadBalancerProps {
  /** Where the load balancer stands; its services run in the same VPC. */
  readonly vpc: ec2.IVpc;

  /**
   * Who can find the load balancer. CDK's class of the same name is internal by default; this one is not.
   *
   * @default Scheme.INTERNET_FACING
   */
  readonly scheme?: Scheme;

  /**
   * One subnet in each of two zones or more: public ones if the load balancer faces the internet. It has one address in
   * each, which stays.
   *
   * Fails with `PublicSubnetsMissing`, `SubnetNotPublic`, `BalancerZonesTooFew` or `BalancerZoneTwice`.
   *
   * @default - the public subnets; of an internal load balancer the private ones
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Who may connect, to whatever service says nothing else: address ranges, prefix lists or security groups. An empty
   * list lets nobody in but whom you add to `connections`.
   *
   * @default - everybody; of an internal load balancer the IPv4 addresses of the VPC
   */
  readonly allowFrom?: ec2.IPeer[];

  /**
   * IPv4, or IPv6 as well. The VPC must have IPv6.
   *
   * @default elbv2.IpAddressType.IPV4
   */
  readonly ipAddressType?: elbv2.IpAddressType;

  /**
   * Whether the address in one zone also sends to tasks in the others. Without it the tasks of a zone share what its
   * address gets, however few they are. AWS charges for what crosses zones.
   *
   * @default true
   */
  readonly crossZoneEnabled?: boolean;

  /**
   * Where a line for every TLS connection is kept: a bucket in the load balancer's region. A bucket of your app is told
   * to let the load balancer write; one with a key of its own also needs `delivery.logs.amazonaws.com` in the key's
   * policy. AWS logs connections to TLS listeners only.
   *
   * @default - no access logs
   */
  readonly accessLogs?: s3.IBucket;

  /**
   * What the names of log files begin with.
   *
   * Fails with `AccessLogPrefixInvalid` or `AccessLogBucketMissing`.
   *
   * @default - nothing
   */
  readonly accessLogsPrefix?: string;

  /**
   * Refuses to delete the load balancer, also with its stack, until somebody turns it off. Set it in production.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * The physical name, at most 32 characters.
   *
   * @default - made by CloudFormation
   */
  readonly loadBalancerName?: string;
}
