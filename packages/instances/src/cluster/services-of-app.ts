import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Aspects, type IAspect } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

const ofRoots = new WeakMap<IConstruct, ServicesOfApp>();

/**
 * The services of an app by their clusters, once CDK has visited its constructs. One for all clusters: a walk over the
 * tree for each would take most of the synthesis of an app of some hundred.
 */
export class ServicesOfApp implements IAspect {
  public static of(construct: IConstruct): ServicesOfApp {
    const { root } = construct.node;
    let services = ofRoots.get(root);
    if (!services) {
      services = new ServicesOfApp();
      ofRoots.set(root, services);
      Aspects.of(root).add(services);
    }
    return services;
  }

  private readonly byCluster = new Map<ecs.ICluster, Set<ecs.Ec2Service>>();
  private readonly listeners = new Map<ecs.ICluster, (service: ecs.Ec2Service) => void>();

  private constructor() {
    // one for each app
  }

  /** Calls for each service of the cluster that CDK comes to. */
  public onVisit(cluster: ecs.ICluster, listener: (service: ecs.Ec2Service) => void): void {
    this.listeners.set(cluster, listener);
  }

  /** All services of a cluster, whichever stacks they stand in. */
  public at(cluster: ecs.ICluster): ecs.Ec2Service[] {
    return [...(this.byCluster.get(cluster) ?? [])];
  }

  public visit(node: IConstruct): void {
    if (node instanceof ecs.Ec2Service) {
      const services = this.byCluster.get(node.cluster) ?? new Set();
      this.byCluster.set(node.cluster, services.add(node));
      this.listeners.get(node.cluster)?.(node);
    }
  }
}
