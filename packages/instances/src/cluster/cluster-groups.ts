import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { serviceErrors, warnOfServicesWithoutGroup, type GroupAtCluster } from './service-checks';
import { ServicesOfApp } from './services-of-app';
import type { IInstanceGroup } from '../group/i-instance-group';
import { checkGroupName } from '../group/names';
import { failure } from '../private/errors';

const ID = 'InstanceGroups';

/**
 * All groups of one cluster, this library's or a plain one, and what is checked once for all of them: a walk over the
 * tree for each group would cost a second in an app of two hundred.
 */
export class ClusterGroups extends Construct {
  public static of(cluster: ecs.Cluster): ClusterGroups {
    const existing = cluster.node.tryFindChild(ID);
    return existing instanceof ClusterGroups ? existing : new ClusterGroups(cluster);
  }

  private readonly names = new Set<string>();
  private readonly groups: GroupAtCluster[] = [];

  private constructor(cluster: ecs.Cluster) {
    super(cluster, ID);
    orderServices(cluster);
    this.node.addValidation({
      validate: () => {
        warnOfServicesWithoutGroup(cluster, this.groups);
        return serviceErrors(cluster, this.groups);
      },
    });
  }

  /** Fails if the name is taken or is no name for a group. */
  public checkFree(name: string): void {
    checkGroupName(name);
    if (this.names.has(name)) {
      throw failure(
        'GroupNameTaken',
        `the cluster already has an instance group '${name}'; give each group a name of its own`,
      );
    }
  }

  public claim(name: string): void {
    this.checkFree(name);
    this.names.add(name);
  }

  public add(group: IInstanceGroup, isolated: boolean): void {
    this.groups.push({ group, isolated });
  }
}

/**
 * ECS refuses a service on a capacity provider that its cluster does not know (yet, or any more). CDK associates the
 * two in a resource that no service of the same stack waits for.
 */
function orderServices(cluster: ecs.Cluster): void {
  const association = {};
  Dependable.implement(association, {
    // asked when dependencies are resolved: CDK makes the resource in an aspect
    get dependencyRoots(): IConstruct[] {
      return cluster.node.children.filter((child) => child instanceof ecs.CfnClusterCapacityProviderAssociations);
    },
  });
  ServicesOfApp.of(cluster).onVisit(cluster, (service) => {
    if (Stack.of(service) === Stack.of(cluster)) {
      service.node.addDependency(association);
    }
  });
}
