import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Duration } from 'aws-cdk-lib/core';
import type { ServiceHealthCheck } from '../service/service-health-check';

/** Properties of `ApplicationLoadBalancer.addService()`. */
export interface ApplicationServiceProps {
  /**
   * The service that answers: in bridge, host or awsvpc network mode. A service with a daemon on every instance is fine.
   */
  readonly service: ecs.Ec2Service;

  /**
   * The container that requests go to.
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
   * The names of hosts that clients ask for, any of them, for example `www.example.com` or `*.example.com`.
   *
   * @default - all
   */
  readonly hostHeaders?: string[];

  /**
   * Which paths go to the service, any of them, for example `/api/*`.
   *
   * @default - all
   */
  readonly pathPatterns?: string[];

  /**
   * What else must hold of a request: headers, methods, query, source addresses.
   *
   * @default - nothing
   */
  readonly conditions?: elbv2.ListenerCondition[];

  /**
   * Which rule is asked first, 1 to 50000: the lower number. Each is taken once at a load balancer.
   *
   * Fails with `PriorityMissing` or `PriorityTaken`.
   *
   * @default - 50000, the last, if the service takes whatever no other rule does
   */
  readonly priority?: number;

  /**
   * What the container speaks.
   *
   * @default elbv2.ApplicationProtocol.HTTP
   */
  readonly protocol?: elbv2.ApplicationProtocol;

  /**
   * Which HTTP the container speaks, gRPC included.
   *
   * @default elbv2.ApplicationProtocolVersion.HTTP1
   */
  readonly protocolVersion?: elbv2.ApplicationProtocolVersion;

  /**
   * How the load balancer tells whether a task can take work.
   *
   * @default - GET / answers 200 within 5 seconds; every 10 seconds
   */
  readonly healthCheck?: ServiceHealthCheck;

  /**
   * How long a task that leaves may finish what it began, 0 to 3600 seconds. Elastic Load Balancing's own default is
   * 300: each task would hold a deployment, and an instance that is replaced, for five minutes.
   *
   * @default Duration.seconds(60)
   */
  readonly deregistrationDelay?: Duration;

  /**
   * Over how long a new task gets more and more requests, 30 to 900 seconds. Needs the round robin algorithm.
   *
   * @default - a new task gets its share at once
   */
  readonly slowStart?: Duration;

  /**
   * For how long a client stays with the task that answered it first, by a cookie; 1 second to 7 days.
   *
   * @default - every request may go to another task
   */
  readonly stickinessCookieDuration?: Duration;

  /**
   * A cookie of your application that decides with which task a client stays, as long as
   * `stickinessCookieDuration` says.
   *
   * @default - a cookie of the load balancer
   */
  readonly stickinessCookieName?: string;

  /**
   * How the task for a request is chosen.
   *
   * @default elbv2.TargetGroupLoadBalancingAlgorithmType.ROUND_ROBIN
   */
  readonly loadBalancingAlgorithmType?: elbv2.TargetGroupLoadBalancingAlgorithmType;
}
