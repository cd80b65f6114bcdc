import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Duration } from 'aws-cdk-lib/core';
import type { ServiceHealthCheck } from '../service/service-health-check';

/** Properties of `NetworkLoadBalancer.addService()`. */
export interface NetworkServiceProps {
  /** The service that answers: in bridge, host or awsvpc network mode. */
  readonly service: ecs.Ec2Service;

  /**
   * The port that clients connect to. Each is taken once at a load balancer.
   *
   * Fails with `ListenerPortTaken`.
   */
  readonly port: number;

  /**
   * What clients are answered with, in the load balancer's region: TLS ends at the load balancer, and the container gets
   * plain TCP. The first one is for clients that name no host.
   *
   * @default - none: TCP, passed on as it comes, TLS included
   */
  readonly certificates?: acm.ICertificate[];

  /**
   * Which TLS versions and ciphers clients may use.
   *
   * Without `certificates` fails with `TlsWithoutCertificate`.
   *
   * @default elbv2.SslPolicy.TLS13_12_RES_PQ
   */
  readonly sslPolicy?: elbv2.SslPolicy;

  /**
   * The container that connections go to.
   *
   * An unknown one fails with `ContainerNotFound`.
   *
   * @default - the first essential container
   */
  readonly containerName?: string;

  /**
   * The port that the container listens on; mapped over TCP in the task definition.
   *
   * Fails with `ContainerPortMissing` or `ContainerPortAmbiguous`.
   *
   * @default - the only TCP port of the container
   */
  readonly containerPort?: number;

  /**
   * Who may connect to this service.
   *
   * @default - as the load balancer says
   */
  readonly allowFrom?: ec2.IPeer[];

  /**
   * How the load balancer tells whether a task can take work: with a `path` by HTTP, without by a TCP connection.
   *
   * `healthyCodes` without `path` fails with `HealthCheckPathMissing`.
   *
   * @default - a TCP connection within 5 seconds; every 10 seconds
   */
  readonly healthCheck?: ServiceHealthCheck;

  /**
   * How long a task that leaves may go on with its connections, 0 to 3600 seconds. Elastic Load Balancing's own default
   * is 300: each task would hold a deployment, and an instance that is replaced, for five minutes.
   *
   * @default Duration.seconds(60)
   */
  readonly deregistrationDelay?: Duration;

  /**
   * Whether the container sees the addresses of clients instead of the load balancer's. With it, a task or an instance
   * cannot reach itself through the load balancer: such connections time out
   * ([Client IP preservation](https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation)).
   * Security groups are as strict either way: instances let the load balancer in, and it lets clients in.
   *
   * @default true; false at an internal load balancer, whose clients may run on the same instances
   */
  readonly preserveClientIp?: boolean;

  /**
   * Whether each connection begins with a header (proxy protocol 2) that names the client. The container must expect it.
   *
   * @default false
   */
  readonly proxyProtocolV2?: boolean;
}
