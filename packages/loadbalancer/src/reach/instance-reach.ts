import type * as instances from '@ecs-groundwork/instances';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { Annotations, Resource, Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { checkHostPort } from './host-ports';
import { importedInto } from './imported';
import { groupsOf, mayRunOn } from './service-groups';
import { coded, failure } from '../private/errors';
import { childOf } from '../service/child';
import { differ } from '../shared/checks';

/** A service whose tasks are reached by ports of their instances. */
interface ServedService {
  readonly service: ecs.Ec2Service;
  /** A port that every task has; otherwise the agent hands out ports of the dynamic range. */
  readonly hostPort?: number;
}

/**
 * Which instances a load balancer may reach, and which it must: security groups of instances are no part of a service
 * in CDK, so that it opens nothing, says nothing, and health checks fail in the account.
 */
export class InstanceReach {
  private readonly groups = new Set<instances.IInstanceGroup>();
  private readonly services: ServedService[] = [];

  public constructor(
    private readonly balancer: Construct & ec2.IConnectable,
    private readonly vpc: ec2.IVpc,
    /** The ports that are open on every group, whatever runs there. */
    private readonly ports: (group: instances.IInstanceGroup) => ec2.Port[],
  ) {
    balancer.node.addValidation({ validate: () => this.errors() });
  }

  /** Lets the load balancer reach a group. */
  public allowTo(group: instances.IInstanceGroup): void {
    if (differ(group.cluster.vpc, this.vpc)) {
      throw failure(
        'GroupInOtherVpc',
        `load balancer ${this.balancer.node.path} stands in ${this.vpc.node.path}, group '${group.instanceGroupName}' ` +
          `in ${group.cluster.vpc.node.path}; give both the same vpc`,
      );
    }
    if (this.groups.has(group)) {
      return;
    }
    this.groups.add(group);
    for (const port of this.ports(group)) {
      this.open(group, port);
    }
    for (const served of this.services) {
      this.openFixed(served, group);
    }
  }

  /** Opens a port on every group that may be reached. */
  public openEverywhere(port: ec2.Port): void {
    this.groups.forEach((group) => this.open(group, port));
  }

  /** Sends to ports of the instances that a service runs on. */
  public serve(service: ecs.Ec2Service, hostPort?: number): void {
    if (hostPort !== undefined) {
      checkHostPort(`the host port of service ${service.node.path}`, hostPort);
    }
    const served = { service, hostPort };
    this.services.push(served);
    this.groups.forEach((group) => this.openFixed(served, group));
  }

  private errors(): string[] {
    const services = new Set(this.services.map(({ service }) => service));
    return [...services].flatMap((service) => {
      const groups = groupsOf(service);
      if (groups.length === 0 && service.connections.securityGroups.length === 0) {
        this.warnOfUnknownInstances(service);
      }
      return groups.filter((group) => !this.groups.has(group)).map((group) => this.outOfReach(service, group));
    });
  }

  private outOfReach(service: ecs.Ec2Service, group: instances.IInstanceGroup): string {
    const { instanceGroupName: name } = group;
    return coded(
      'GroupOutOfReach',
      `service ${service.node.path} runs on group '${name}', which load balancer ${this.balancer.node.path} may not ` +
        `reach; call allowTo with that group`,
    );
  }

  private warnOfUnknownInstances(service: ecs.Ec2Service): void {
    Annotations.of(service).addWarningV2(
      '@ecs-groundwork/loadbalancer:unknownInstances',
      `Which instances this service runs on is not known here, so nothing was opened for ` +
        `${this.balancer.node.path}. Open their security group: balancer.connections.allowTo(…)`,
    );
  }

  /**
   * CDK puts the rules into the stack of what begins the sentence, and makes that stack wait for the other. A group
   * depends on the stack of its VPC: if the load balancer stands there, its rules must stand with the group.
   */
  private open(group: instances.IInstanceGroup, port: ec2.Port): void {
    const description = `Load balancer to container instances of group ${group.instanceGroupName}`;
    const [balancersStack, groupsStack, vpcsStack] = [this.balancer, group, this.vpc].map((node) => Stack.of(node));
    if (balancersStack === vpcsStack && groupsStack !== vpcsStack && Resource.isOwnedResource(this.vpc)) {
      group.connections.allowFrom(this.balancer, port, description);
    } else {
      this.balancer.connections.allowTo(group, port, description);
    }
  }

  /** One port for one service: the rules stand in its stack, and go with it. */
  private openFixed({ service, hostPort }: ServedService, group: instances.IInstanceGroup): void {
    if (hostPort === undefined || !mayRunOn(service, group)) {
      return;
    }
    this.claim(service, hostPort, group);
    const { instanceGroupName: name } = group;
    const path = ['LoadBalancerPorts', this.balancer.node.addr, name, String(hostPort)];
    const scope = path.reduce<IConstruct>(childOf, service);
    if (scope.node.children.length === 0) {
      importedInto(scope, 'Balancer', this.balancer).allowTo(
        importedInto(scope, 'Instances', group),
        ec2.Port.tcp(hostPort),
        `Load balancer to host port ${hostPort} of group ${name}`,
      );
    }
  }

  /** EC2 refuses the same rule twice, and an instance has a port once. */
  private claim(service: ecs.Ec2Service, hostPort: number, group: instances.IInstanceGroup): void {
    const other = this.services.find(
      (served) => served.service !== service && served.hostPort === hostPort && mayRunOn(served.service, group),
    );
    if (other) {
      throw failure(
        'HostPortTaken',
        `service ${service.node.path} takes host port ${hostPort} on group '${group.instanceGroupName}', and so does ` +
          `${other.service.node.path}; choose another one, or leave the host port to the agent`,
      );
    }
  }
}
