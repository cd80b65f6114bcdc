import type * as instances from '@ecs-groundwork/instances';
import { Annotations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Carrier } from './carrier/carrier';
import type { ManagedInstancesCapacity } from './carrier/managed-instances-capacity';
import { checkSpec } from './spec/checks';
import { containerSpec, type ContainerSpec } from './spec/container-spec';
import type { SystemContainerProps } from './system-container-props';

/**
 * A container that runs once on every instance of a group: a collector of metrics, a log router, a security agent.
 *
 * It is a specification and creates nothing by itself: `group.contribute(container)` makes a group run it, and the same
 * one may go to several groups. What is wrong with it fails at once; what is wrong with it on a group, when it is
 * contributed or, where it concerns other containers, at synthesis. Answers "System containers" of terraform-ecs.
 *
 * @example
 * group.contribute(
 *   new systemContainers.SystemContainer({
 *     containerName: 'node-exporter',
 *     image: systemContainers.SystemContainerImage.fromEcrRepository(repository, 'sha256:0f1e2d…'),
 *     memoryLimitMiB: 64,
 *     ports: [{ containerPort: 9100 }],
 *   }),
 * );
 */
export class SystemContainer implements instances.IBootContribution {
  /** Its `containerName`. */
  public readonly contributionName: string;

  private readonly spec: ContainerSpec;
  private readonly carrier: Carrier;

  public constructor(props: SystemContainerProps) {
    this.contributionName = props.containerName;
    this.spec = containerSpec(props);
    this.carrier = props.carrier ?? Carrier.onBoot();
    checkSpec(this.spec);
    this.carrier._check(this.spec);
  }

  /**
   * For `group.contribute(…)`; a contribution that is made of system containers calls it in its own `bind`, each in a
   * scope of its own.
   */
  public bind(scope: Construct, group: instances.IInstanceGroup): instances.BootContribution {
    this.warnOfMovingTag(scope);
    return this.carrier._bind(scope, group, this.spec);
  }

  /**
   * Runs it on ECS Managed Instances, which are no group: for containers with `Carrier.managedDaemon()`, others are
   * refused with `NotOnManagedInstances`. What it needs is made in `scope`, below the container's name.
   */
  public bindToManagedInstances(scope: Construct, capacity: ManagedInstancesCapacity): void {
    this.warnOfMovingTag(scope);
    this.carrier._bindToManagedInstances(scope, capacity, this.spec);
  }

  private warnOfMovingTag(scope: Construct): void {
    if (this.spec.image._moving) {
      Annotations.of(scope).addWarningV2(
        '@ecs-groundwork/system-containers:movingTag',
        `The tag of ${this.spec.image.imageName} moves: instances that start on different days run different images. ` +
          'Name a digest, or a tag that stays',
      );
    }
  }
}
