import type * as instances from '@ecs-groundwork/instances';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { Listeners } from './listeners';
import type { NetworkLoadBalancerProps } from './network-load-balancer-props';
import type { NetworkServiceProps } from './network-service-props';
import { networkTargetGroup } from './target-group';
import { importedInto } from '../reach/imported';
import { InstanceReach } from '../reach/instance-reach';
import { checkServiceVpc, routeScope } from '../service/route';
import { serviceTarget } from '../service/service-target';
import { checkAccessLogs, letDeliverLogs } from '../shared/access-logs';
import { clientsOf } from '../shared/clients';
import { closeEgress } from '../shared/closed-egress';
import { DEFAULTS } from '../shared/defaults';
import { Scheme } from '../shared/scheme';
import { balancerSubnets } from '../shared/subnets';

/**
 * A Network Load Balancer: TCP and TLS in front of ECS services, a port for each. It is an `elbv2.NetworkLoadBalancer`:
 * whatever CDK construct takes one takes this. It always has a security group, which a Network Load Balancer cannot get
 * later.
 *
 * ```ts
 * const broker = new loadbalancer.NetworkLoadBalancer(this, 'Broker', { vpc });
 * broker.allowTo(group);
 * broker.addService('Mqtt', { service, port: 8883 });
 * ```
 */
export class NetworkLoadBalancer extends elbv2.NetworkLoadBalancer {
  private readonly clients: ec2.IPeer[];
  private readonly keepsClientAddresses: boolean;
  private readonly reach: InstanceReach;
  private readonly ports: Listeners;
  private readonly ownVpc: ec2.IVpc;

  public constructor(scope: Construct, id: string, props: NetworkLoadBalancerProps) {
    const scheme = props.scheme ?? DEFAULTS.scheme;
    checkAccessLogs(props.accessLogs, props.accessLogsPrefix);
    super(scope, id, {
      vpc: props.vpc,
      vpcSubnets: balancerSubnets(props.vpc, scheme, props.vpcSubnets),
      internetFacing: scheme === Scheme.INTERNET_FACING,
      ipAddressType: props.ipAddressType,
      loadBalancerName: props.loadBalancerName,
      deletionProtection: props.deletionProtection ?? DEFAULTS.deletionProtection,
      crossZoneEnabled: props.crossZoneEnabled ?? true,
      // CDK makes one or none, depending on a feature flag of the app
      disableSecurityGroups: true,
    });
    this.addSecurityGroup(
      new ec2.SecurityGroup(this, 'SecurityGroup', {
        vpc: props.vpc,
        description: 'Network Load Balancer: clients to its ports, its ports to services',
        allowAllOutbound: false,
      }),
    );
    closeEgress(this);
    this.keepsClientAddresses = scheme === Scheme.INTERNET_FACING;
    this.ownVpc = props.vpc;
    this.clients = clientsOf(props.vpc, scheme, props.allowFrom, props.ipAddressType);
    this.ports = new Listeners(this);
    this.reach = new InstanceReach(this, props.vpc, (group) => [group.dynamicPortRange]);
    if (props.accessLogs) {
      this.logAccessLogs(props.accessLogs, props.accessLogsPrefix);
    }
  }

  /**
   * Lets the load balancer reach the containers of a group: the dynamic port range of its agents over TCP, and nothing
   * else. Needed once for each group that a service behind it runs on in bridge or host network mode; a service on a
   * group that was not allowed fails at synthesis with `GroupOutOfReach`. Twice is the same as once.
   *
   * Fails with `GroupInOtherVpc`.
   */
  public allowTo(group: instances.IInstanceGroup): void {
    this.reach.allowTo(group);
  }

  /**
   * Gives a service a port of the load balancer. Listener, target group and the rule that lets clients in stand in the
   * service's stack, wherever the load balancer stands; the service waits for them.
   *
   * A service in awsvpc network mode is opened at its container's port, one with a fixed host port at that port; the
   * ports that the agent hands out are open to groups that were allowed. What CDK's own `addListener` and `addTargets`
   * attach is opened by nobody. The service's containers must be there already.
   *
   * Fails with `ServiceInOtherVpc`, `ServiceTwice`, `NetworkModeNone`, `HostPortReserved`, `HostPortDynamic` or
   * `HostPortTaken`.
   *
   * @param id unique in the service
   * @returns the tasks as the load balancer sees them: for metrics
   */
  public addService(id: string, props: NetworkServiceProps): elbv2.NetworkTargetGroup {
    const { service } = props;
    checkServiceVpc(this, this.ownVpc, service);
    const target = serviceTarget(props);
    const scope = routeScope(service, id);
    const targetGroup = networkTargetGroup(scope, this.ownVpc, target, {
      ...props,
      preserveClientIp: props.preserveClientIp ?? this.keepsClientAddresses,
    });
    targetGroup.addTarget(service.loadBalancerTarget(target));
    this.ports.add(scope, `'${id}' of service ${service.node.path}`, targetGroup, props);
    if (target.ownAddress) {
      service.connections.allowFrom(this, ec2.Port.tcp(target.containerPort), 'Load balancer to target');
    } else {
      this.reach.serve(service, target.hostPort);
    }
    const mine = importedInto(scope, 'Balancer', this);
    for (const client of props.allowFrom ?? this.clients) {
      mine.allowFrom(client, ec2.Port.tcp(props.port), `Clients to ${id}`);
    }
    return targetGroup;
  }

  /** Keeps a line for every TLS connection in a bucket. Unlike CDK's, works in stacks of an unknown region. */
  public override logAccessLogs(bucket: s3.IBucket, prefix?: string): void {
    checkAccessLogs(bucket, prefix);
    this.setAttribute('access_logs.s3.enabled', 'true');
    this.setAttribute('access_logs.s3.bucket', bucket.bucketName);
    this.setAttribute('access_logs.s3.prefix', prefix ?? '');
    letDeliverLogs(this, bucket, prefix);
  }
}
