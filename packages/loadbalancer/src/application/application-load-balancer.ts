import type * as instances from '@ecs-groundwork/instances';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { ApplicationLoadBalancerProps } from './application-load-balancer-props';
import type { ApplicationServiceProps } from './application-service-props';
import { conditionsOf, Rules } from './rules';
import { applicationTargetGroup } from './target-group';
import { InstanceReach } from '../reach/instance-reach';
import { checkServiceVpc, routeScope } from '../service/route';
import { serviceTarget } from '../service/service-target';
import { checkAccessLogs, checkNoKey, letWriteLogs } from '../shared/access-logs';
import { checkSeconds } from '../shared/checks';
import { clientsOf } from '../shared/clients';
import { closeEgress } from '../shared/closed-egress';
import { BOUNDS, DEFAULTS } from '../shared/defaults';
import { checkEncryption } from '../shared/encryption';
import { Scheme } from '../shared/scheme';
import { balancerSubnets } from '../shared/subnets';

const HTTP = 80;
const HTTPS = 443;

/**
 * An Application Load Balancer: HTTPS in front of ECS services, chosen by host and path. It is an
 * `elbv2.ApplicationLoadBalancer`: whatever CDK construct takes one takes this. The default of terraform-ecs.
 *
 * What no service takes is answered with 404.
 *
 * ```ts
 * const front = new loadbalancer.ApplicationLoadBalancer(this, 'Front', { vpc, certificates: [certificate] });
 * front.allowTo(group);
 * front.addService('Web', { service });
 * ```
 */
export class ApplicationLoadBalancer extends elbv2.ApplicationLoadBalancer {
  /** Where the rules of services stand: HTTPS on port 443, or HTTP on port 80 of a load balancer with `plainHttp`. */
  public readonly serviceListener: elbv2.ApplicationListener;

  private readonly clients: ec2.IPeer[];
  private readonly sslPolicy: elbv2.SslPolicy;
  private readonly reach: InstanceReach;
  private readonly rules: Rules;
  private readonly ownVpc: ec2.IVpc;

  public constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    const scheme = props.scheme ?? DEFAULTS.scheme;
    checkEncryption(scope, props.certificates, props.plainHttp);
    checkSeconds('idleTimeout', props.idleTimeout, BOUNDS.idleTimeoutSeconds, 'leave it out for 60');
    checkAccessLogs(props.accessLogs, props.accessLogsPrefix);
    super(scope, id, {
      vpc: props.vpc,
      vpcSubnets: balancerSubnets(props.vpc, scheme, props.vpcSubnets),
      internetFacing: scheme === Scheme.INTERNET_FACING,
      ipAddressType: props.ipAddressType,
      loadBalancerName: props.loadBalancerName,
      deletionProtection: props.deletionProtection ?? DEFAULTS.deletionProtection,
      idleTimeout: props.idleTimeout ?? DEFAULTS.idleTimeout,
      dropInvalidHeaderFields: props.dropInvalidHeaderFields ?? true,
      desyncMitigationMode: props.desyncMitigationMode ?? DEFAULTS.desyncMitigationMode,
      http2Enabled: props.http2Enabled ?? true,
    });
    closeEgress(this);
    this.ownVpc = props.vpc;
    this.clients = clientsOf(props.vpc, scheme, props.allowFrom, props.ipAddressType);
    this.sslPolicy = props.sslPolicy ?? DEFAULTS.sslPolicy;
    this.rules = new Rules(this.node.path);
    this.reach = new InstanceReach(this, props.vpc, (group) => [group.dynamicPortRange]);
    if (props.accessLogs) {
      this.logAccessLogs(props.accessLogs, props.accessLogsPrefix);
    }
    this.serviceListener = this.listen(props);
    if (!props.plainHttp && (props.redirectHttp ?? true)) {
      this.redirect();
    }
  }

  /**
   * Lets the load balancer reach the containers of a group: the dynamic port range of its agents, and nothing else.
   * Needed once for each group that a service behind it runs on in bridge or host network mode; a service on a group
   * that was not allowed fails at synthesis with `GroupOutOfReach`. Twice is the same as once.
   *
   * Fails with `GroupInOtherVpc`.
   */
  public allowTo(group: instances.IInstanceGroup): void {
    this.reach.allowTo(group);
  }

  /**
   * Sends requests to a service: by host and path, or whatever no other service takes. Target group and listener rule
   * stand in the service's stack, wherever the load balancer stands; the service waits for them.
   *
   * A service in awsvpc network mode is opened at its container's port, one with a fixed host port at that port; the
   * ports that the agent hands out are open to groups that were allowed. The service's containers must be there already.
   *
   * Fails with `ServiceInOtherVpc`, `ServiceTwice`, `NetworkModeNone`, `HostPortReserved`, `HostPortDynamic` or
   * `HostPortTaken`.
   *
   * @param id unique in the service
   * @returns the tasks as the load balancer sees them: for metrics, and for `scaleOnRequestCount`
   */
  public addService(id: string, props: ApplicationServiceProps): elbv2.ApplicationTargetGroup {
    const { service } = props;
    checkServiceVpc(this, this.ownVpc, service);
    const target = serviceTarget(props);
    const conditions = conditionsOf(props);
    const scope = routeScope(service, id);
    const priority = this.rules.claim(`'${id}' of service ${service.node.path}`, props);
    const targetGroup = applicationTargetGroup(scope, this.ownVpc, target, props);
    targetGroup.addTarget(service.loadBalancerTarget(target));
    new elbv2.ApplicationListenerRule(scope, 'Rule', {
      listener: this.serviceListener,
      priority,
      conditions,
      targetGroups: [targetGroup],
    });
    return targetGroup;
  }

  /**
   * Adds a listener of your own, as CDK does, with two differences: it is open to the clients of this load balancer
   * unless `open` says otherwise, and what it sends to services must be in reach.
   */
  public override addListener(id: string, props: elbv2.BaseApplicationListenerProps): elbv2.ApplicationListener {
    const secure = props.protocol === elbv2.ApplicationProtocol.HTTPS || (props.certificates ?? []).length > 0;
    const listener = new ReachingListener(this, id, {
      ...(secure && { sslPolicy: this.sslPolicy }),
      ...props,
      loadBalancer: this,
      open: props.open ?? false,
    });
    this.listeners.push(listener);
    if (props.open === undefined) {
      this.admit(listener.connections.defaultPort ?? ec2.Port.tcp(props.port ?? HTTPS), 'Clients');
    }
    return listener;
  }

  /**
   * Keeps a line for every request in a bucket. Unlike CDK's, works in stacks of an unknown region, and grants Elastic
   * Load Balancing no more than to write.
   */
  public override logAccessLogs(bucket: s3.IBucket, prefix?: string): void {
    checkAccessLogs(bucket, prefix);
    checkNoKey(bucket);
    this.setAttribute('access_logs.s3.enabled', 'true');
    this.setAttribute('access_logs.s3.bucket', bucket.bucketName);
    this.setAttribute('access_logs.s3.prefix', prefix ?? '');
    letWriteLogs(this, bucket, prefix);
  }

  /**
   * What a listener of this load balancer sends to.
   *
   * @internal
   */
  public _serve(service: ecs.Ec2Service, ports: ec2.Port): void {
    if (service.taskDefinition.networkMode !== ecs.NetworkMode.AWS_VPC) {
      const { fromPort, toPort } = ports.toRuleJson() as { fromPort: number; toPort: number };
      this.reach.serve(service, fromPort === toPort ? fromPort : undefined);
    }
  }

  /** Has one id, whatever it speaks: a load balancer that gets its certificate keeps the rules of its services. */
  private listen({ certificates = [], plainHttp = false }: ApplicationLoadBalancerProps): elbv2.ApplicationListener {
    const port = plainHttp ? HTTP : HTTPS;
    this.admit(ec2.Port.tcp(port), plainHttp ? 'HTTP from clients' : 'HTTPS from clients');
    return this.addListener('Listener', {
      port,
      protocol: plainHttp ? elbv2.ApplicationProtocol.HTTP : elbv2.ApplicationProtocol.HTTPS,
      certificates: certificates.map(elbv2.ListenerCertificate.fromCertificateManager),
      open: false,
      defaultAction: elbv2.ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not Found' }),
    });
  }

  private redirect(): void {
    this.admit(ec2.Port.tcp(HTTP), 'HTTP from clients, sent on to HTTPS');
    const redirect = this.addListener('Redirect', {
      port: HTTP,
      protocol: elbv2.ApplicationProtocol.HTTP,
      open: false,
      defaultAction: elbv2.ListenerAction.redirect({ protocol: 'HTTPS', port: String(HTTPS), permanent: true }),
    });
    // which may have to give up port 80 first
    redirect.node.addDependency(this.serviceListener);
  }

  private admit(port: ec2.Port, description: string): void {
    this.clients.forEach((client) => this.connections.allowFrom(client, port, description));
  }
}

/** Tells its load balancer of the services that it sends to, added by this library or the way of CDK. */
class ReachingListener extends elbv2.ApplicationListener {
  public override registerConnectable(connectable: ec2.IConnectable, portRange: ec2.Port): void {
    if (connectable instanceof ecs.Ec2Service && this.loadBalancer instanceof ApplicationLoadBalancer) {
      this.loadBalancer._serve(connectable, portRange);
    }
    super.registerConnectable(connectable, portRange);
  }
}
