import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Duration } from 'aws-cdk-lib/core';
import type { Scheme } from '../shared/scheme';

/** Properties of `ApplicationLoadBalancer`. */
export interface ApplicationLoadBalancerProps {
  /** Where the load balancer stands; its services run in the same VPC. */
  readonly vpc: ec2.IVpc;

  /**
   * Who can find the load balancer. CDK's class of the same name is internal by default; this one is not.
   *
   * @default Scheme.INTERNET_FACING
   */
  readonly scheme?: Scheme;

  /**
   * One subnet in each of two zones or more: public ones if the load balancer faces the internet.
   *
   * Fails with `PublicSubnetsMissing`, `SubnetNotPublic`, `BalancerZonesTooFew` or `BalancerZoneTwice`.
   *
   * @default - the public subnets; of an internal load balancer the private ones
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * What port 443 answers with, in the load balancer's region; the first one is for clients that name no host. Port 80
   * then only sends clients to HTTPS.
   *
   * Without any, and without `plainHttp`, fails with `CertificateMissing`.
   *
   * @default - none
   */
  readonly certificates?: acm.ICertificate[];

  /**
   * Serves HTTP on port 80, readable and changeable on the way, instead of HTTPS.
   *
   * With `certificates` fails with `PlainHttpWithCertificates`.
   *
   * @default false
   */
  readonly plainHttp?: boolean;

  /**
   * Whether port 80 is open, to send clients to HTTPS. Of no meaning with `plainHttp`.
   *
   * @default true
   */
  readonly redirectHttp?: boolean;

  /**
   * Which TLS versions and ciphers clients may use.
   * See [Security policies](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html).
   *
   * @default elbv2.SslPolicy.TLS13_12_RES_PQ
   */
  readonly sslPolicy?: elbv2.SslPolicy;

  /**
   * Who may connect: address ranges, prefix lists or security groups. An empty list lets nobody in but whom you add to
   * `connections`.
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
   * Where a line for every request is kept: a bucket in the load balancer's region, encrypted by S3's own keys. A bucket
   * of your app is told to let the load balancer write.
   *
   * Fails with `AccessLogBucketEncrypted`.
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
   * How long a connection may be silent, 1 to 4000 seconds. The server in the container should keep idle connections
   * longer than this, or clients now and then get a 502.
   *
   * @default Duration.seconds(60)
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether headers that are no valid HTTP are dropped, before they can confuse what runs behind.
   *
   * @default true
   */
  readonly dropInvalidHeaderFields?: boolean;

  /**
   * What is done with requests that two HTTP servers may read differently.
   *
   * @default elbv2.DesyncMitigationMode.DEFENSIVE
   */
  readonly desyncMitigationMode?: elbv2.DesyncMitigationMode;

  /**
   * Whether clients may speak HTTP/2.
   *
   * @default true
   */
  readonly http2Enabled?: boolean;

  /**
   * The physical name, at most 32 characters.
   *
   * @default - made by CloudFormation
   */
  readonly loadBalancerName?: string;
}
