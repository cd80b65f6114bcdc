import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Duration } from 'aws-cdk-lib/core';
import type { ServiceHealthCheck } from '../service/service-health-check';
import type { Scheme } from '../shared/scheme';

/** Properties of `ClassicLoadBalancer`. */
export interface ClassicLoadBalancerProps {
  /** Where the load balancer stands; its service runs in the same VPC. */
  readonly vpc: ec2.IVpc;

  /**
   * The port of the instances that requests go to: the fixed host port of the container. Not one of 32768 to 51677, which
   * the agent hands out, nor one of the instance's own.
   *
   * Fails with `HostPortDynamic` or `HostPortReserved`.
   */
  readonly instancePort: number;

  /**
   * Who can find the load balancer.
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
   * What port 443 answers with, in the load balancer's region. A Classic Load Balancer cannot send clients from HTTP to
   * HTTPS: port 80 stays closed.
   *
   * Without it, and without `plainHttp`, fails with `CertificateMissing`.
   *
   * @default - none
   */
  readonly certificate?: acm.ICertificate;

  /**
   * Serves HTTP on port 80, readable and changeable on the way, instead of HTTPS.
   *
   * With `certificate` fails with `PlainHttpWithCertificates`.
   *
   * @default false
   */
  readonly plainHttp?: boolean;

  /**
   * Who may connect: address ranges, prefix lists or security groups. An empty list lets nobody in but whom you add to
   * `connections`.
   *
   * @default - everybody; of an internal load balancer the IPv4 addresses of the VPC
   */
  readonly allowFrom?: ec2.IPeer[];

  /**
   * How the load balancer tells whether an instance can take work: by HTTP on `instancePort`.
   *
   * `healthyCodes`, which a Classic Load Balancer does not know, fails with `HealthyCodesUnknown`: it is 200.
   *
   * @default - GET / answers 200 within 5 seconds; every 10 seconds
   */
  readonly healthCheck?: ServiceHealthCheck;

  /**
   * How long an instance that leaves may finish what it began, 1 to 3600 seconds. Connection draining is always on.
   *
   * @default Duration.seconds(60)
   */
  readonly drainingTimeout?: Duration;

  /**
   * Whether the address in one zone also sends to instances in the others.
   *
   * @default true
   */
  readonly crossZoneEnabled?: boolean;

  /**
   * How long a connection may be silent, 1 to 4000 seconds.
   *
   * @default Duration.seconds(60)
   */
  readonly idleTimeout?: Duration;

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
}

/** Properties of `ClassicLoadBalancer.addService()`. */
export interface ClassicServiceProps {
  /**
   * The service that answers: in bridge or host network mode, with a host port of its own.
   *
   * Fails with `ClassicNeedsHostPort`, `InstancePortMismatch`, `ClassicWithAwsvpc`, `ClassicWithRebalancing` or
   * `ClassicServesOne`.
   */
  readonly service: ecs.Ec2Service;

  /**
   * The container that requests go to.
   *
   * @default - the first essential container
   */
  readonly containerName?: string;

  /**
   * The port that the container listens on; mapped over TCP in the task definition.
   *
   * @default - the only TCP port of the container
   */
  readonly containerPort?: number;
}
