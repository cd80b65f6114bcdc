import type * as ecs from 'aws-cdk-lib/aws-ecs';

/** ECS Managed Instances of a cluster: instances that AWS chooses, launches, patches and replaces. */
export interface ManagedInstancesCapacity {
  /** The cluster that they belong to. */
  readonly cluster: ecs.ICluster;

  /**
   * Its capacity providers on whose instances the container runs, at least one; each of them added to the cluster by
   * `cluster.addManagedInstancesCapacityProvider()`.
   */
  readonly capacityProviders: ecs.ManagedInstancesCapacityProvider[];
}
