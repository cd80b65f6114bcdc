import type * as instances from '@ecs-groundwork/instances';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancing';
import type { Construct } from 'constructs';
import { checkClassicService } from './classic-checks';
import type { ClassicLoadBalancerProps, ClassicServiceProps } from './classic-load-balancer-props';
import { listenerOf, refine, STRONG_TLS } from './classic-resource';
import { failure } from '../private/errors';
import { checkHostPort } from '../reach/host-ports';
import { InstanceReach } from '../reach/instance-reach';
import { completed } from '../service/health-check';
import { checkServiceVpc } from '../service/route';
import { serviceTarget } from '../service/service-target';
import { checkAccessLogs, checkNoKey, letWriteLogs } from '../shared/access-logs';
import { checkSeconds } from '../shared/checks';
import { clientsOf } from '../shared/clients';
import { closeEgress } from '../shared/closed-egress';
import { BOUNDS, DEFAULTS, HEALTH_CHECK } from '../shared/defaults';
import { checkEncryption } from '../shared/encryption';
import { Scheme } from '../shared/scheme';
import { balancerSubnets } from '../shared/subnets';

/**
 * A Classic Load Balancer in front of one ECS service with a fixed host port, for those who still need one: connection
 * draining, which CDK's class lacks, is on. It is an `elb.LoadBalancer`: whatever CDK construct takes one takes this.
 * Answers the Classic LoadBalancer of terraform-ecs; new services are better off behind an `ApplicationLoadBalancer`.
 *
 * ```ts
 * const old = new loadbalancer.ClassicLoadBalancer(this, 'Old', { vpc, instancePort: 8080, certificate });
 * old.allowTo(group);
 * old.addService({ service });
 * ```
 */
export class ClassicLoadBalancer extends elb.LoadBalancer {
  private readonly clients: ec2.IPeer[];
  private readonly reach: InstanceReach;
  private readonly portsOfInstances: number[] = [];
  private readonly ownVpc: ec2.IVpc;
  private served?: ecs.Ec2Service;

  public constructor(scope: Construct, id: string, props: ClassicLoadBalancerProps) {
    const scheme = props.scheme ?? DEFAULTS.scheme;
    checkProps(scope, props);
    const { interval, timeout, healthyThresholdCount, unhealthyThresholdCount } = completed(props.healthCheck);
    super(scope, id, {
      vpc: props.vpc,
      subnetSelection: balancerSubnets(props.vpc, scheme, props.vpcSubnets),
      internetFacing: scheme === Scheme.INTERNET_FACING,
      crossZone: props.crossZoneEnabled ?? true,
      healthCheck: {
        protocol: elb.LoadBalancingProtocol.HTTP,
        port: props.instancePort,
        path: props.healthCheck?.path ?? HEALTH_CHECK.path,
        interval,
        timeout,
        healthyThreshold: healthyThresholdCount,
        unhealthyThreshold: unhealthyThresholdCount,
      },
    });
    closeEgress(this);
    refine(this, props);
    this.ownVpc = props.vpc;
    this.clients = clientsOf(props.vpc, scheme, props.allowFrom);
    this.reach = new InstanceReach(this, props.vpc, () => this.portsOfInstances.map((port) => ec2.Port.tcp(port)));
    this.addListener(listenerOf(props));
    if (props.accessLogs) {
      letWriteLogs(this, props.accessLogs, props.accessLogsPrefix);
    }
  }

  /**
   * Lets the load balancer reach the instances of a group, at the ports that its listeners send to and no others. A
   * service on a group that was not allowed fails at synthesis with `GroupOutOfReach`. Twice is the same as once.
   *
   * Fails with `GroupInOtherVpc`.
   */
  public allowTo(group: instances.IInstanceGroup): void {
    this.reach.allowTo(group);
  }

  /**
   * Sends requests to a service: to every instance that runs a task of it. One service only, because instances are what
   * is registered, with all ports at once.
   */
  public addService(props: ClassicServiceProps): void {
    const { service } = props;
    if (this.served && this.served !== service) {
      throw failure(
        'ClassicServesOne',
        `a Classic Load Balancer serves one service, ${this.node.path} has ${this.served.node.path}; ` +
          `give ${service.node.path} one of its own, or use an ApplicationLoadBalancer`,
      );
    }
    checkServiceVpc(this, this.ownVpc, service);
    const target = serviceTarget(props);
    checkClassicService(service, target, this.portsOfInstances);
    this.served = service;
    this.reach.serve(service);
    service.loadBalancerTarget(target).attachToClassicLB(this);
  }

  /**
   * Adds a listener of your own, as CDK does, with two differences: it is open to the clients of this load balancer
   * unless `allowConnectionsFrom` says otherwise, and its port of the instances is opened on groups that are in reach.
   */
  public override addListener(listener: elb.LoadBalancerListener): elb.ListenerPort {
    const { externalPort, internalPort = externalPort, allowConnectionsFrom = this.clients } = listener;
    checkHostPort('internalPort', internalPort);
    const tls = listener.sslCertificateArn !== undefined;
    const added = super.addListener({
      ...(tls && { policyNames: [STRONG_TLS] }),
      ...listener,
      allowConnectionsFrom: [],
    });
    for (const client of allowConnectionsFrom) {
      added.connections.allowDefaultPortFrom(client, `Clients to port ${externalPort}`);
    }
    if (!this.portsOfInstances.includes(internalPort)) {
      this.portsOfInstances.push(internalPort);
      this.reach.openEverywhere(ec2.Port.tcp(internalPort));
    }
    return added;
  }

  /** Sends to a target, as CDK does; a service is added as `addService` adds it. */
  public override addTarget(target: elb.ILoadBalancerTarget): void {
    if (target instanceof ecs.Ec2Service) {
      this.addService({ service: target });
    } else {
      super.addTarget(target);
    }
  }
}

function checkProps(scope: Construct, props: ClassicLoadBalancerProps): void {
  checkEncryption(scope, props.certificate ? [props.certificate] : [], props.plainHttp);
  checkHostPort('instancePort', props.instancePort);
  checkSeconds('idleTimeout', props.idleTimeout, BOUNDS.idleTimeoutSeconds, 'leave it out for 60');
  checkSeconds('drainingTimeout', props.drainingTimeout, BOUNDS.drainingTimeoutSeconds, 'leave it out for 60');
  checkAccessLogs(props.accessLogs, props.accessLogsPrefix);
  if (props.accessLogs) {
    checkNoKey(props.accessLogs);
  }
  if (props.healthCheck?.healthyCodes !== undefined) {
    throw failure(
      'HealthyCodesUnknown',
      `healthCheck.healthyCodes cannot be chosen at a Classic Load Balancer, where healthy is 200; leave it out`,
    );
  }
}
