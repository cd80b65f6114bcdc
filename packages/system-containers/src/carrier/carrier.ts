import type * as instances from '@ecs-groundwork/instances';
import type { Construct } from 'constructs';
import type { CarrierStrategy } from './carrier-strategy';
import type { EcsTaskOptions } from './ecs-task-options';
import type { ManagedDaemonOptions } from './managed-daemon-options';
import type { ManagedInstancesCapacity } from './managed-instances-capacity';
import { daemonService } from '../ecs/daemon-service';
import { ecsTask } from '../ecs/ecs-task';
import { managedDaemon } from '../ecs/managed-daemon';
import { onBoot } from '../on-boot/on-boot';
import { failure } from '../private/errors';
import type { ContainerSpec } from '../spec/container-spec';

/** What runs a system container on every instance of a group. */
export class Carrier {
  /**
   * Docker under systemd, from the boot on (the default): before the ECS agent registers, so that what is `required` is
   * healthy before the first task arrives; in a stated order; restarted with a growing pause whenever it ends, also when
   * Docker is restarted. ECS does not see it, but keeps its memory and ports free. A change reaches running
   * instances in place, a few at a time; of its memory, ports, name, order or log driver it replaces them.
   *
   * Answers `docker run` on boot of terraform-ecs.
   */
  public static onBoot(): Carrier {
    return new Carrier(onBoot);
  }

  /**
   * A task of ECS on every registered instance, started and restarted by a function, stopped last when the instance
   * drains. It shows in the console of ECS and has a role of its own, and a change replaces no instance. It comes after
   * the registration, though, so other tasks may run before it, and it keeps ECS's managed scaling from ever removing
   * an instance: see `EcsTaskOptions.holdsInstancesAgainstScaleIn`. Set alarms on `Keeper.of(group, containerName)`.
   *
   * Answers the ECS workaround of terraform-ecs, and the Lambda that its README wishes for.
   */
  public static ecsTask(options: EcsTaskOptions = {}): Carrier {
    return new Carrier(ecsTask(options));
  }

  /**
   * A daemon service of ECS: a task on every registered instance, placed by ECS before other tasks, stopped last when
   * the instance drains, and no hindrance to managed scaling. It shows in the console of ECS and has a role of its own.
   *
   * Its gaps: each deployment stops the old task of an instance before it starts the new one; an instance takes work
   * whether it is healthy or not; there is no order among daemons; its memory is counted like any task's, so a change of
   * `memoryLimitMiB` needs room on every instance. It is rolled back when its new tasks keep failing.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
   */
  public static daemonService(): Carrier {
    return new Carrier(daemonService);
  }

  /**
   * A daemon of ECS on ECS Managed Instances, for `container.bindToManagedInstances(…)`: ECS starts it on each instance
   * before any other task, and drains and replaces an instance on which it stops. It shows in the console of ECS and has
   * a role of its own.
   *
   * Its price: each change drains and replaces every instance. It publishes no ports, has no network mode to choose,
   * and its output goes to CloudWatch Logs, to a log group of its own unless it has one. On a group of this library,
   * which is an Auto Scaling group, it is refused with `ManagedDaemonOnGroup`.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons.html
   */
  public static managedDaemon(options: ManagedDaemonOptions = {}): Carrier {
    return new Carrier(managedDaemon(options));
  }

  private constructor(private readonly strategy: CarrierStrategy) {}

  /** @internal */
  public _check(spec: ContainerSpec): void {
    this.strategy.check(spec);
  }

  /** @internal */
  public _bind(scope: Construct, group: instances.IInstanceGroup, spec: ContainerSpec): instances.BootContribution {
    return this.strategy.bind(scope, group, spec);
  }

  /** @internal */
  public _bindToManagedInstances(scope: Construct, capacity: ManagedInstancesCapacity, spec: ContainerSpec): void {
    if (!this.strategy.bindToManagedInstances) {
      throw failure(
        'NotOnManagedInstances',
        `system container '${spec.containerName}' has a carrier that finds its instances by their group, and managed ` +
          'instances belong to none; use Carrier.managedDaemon()',
      );
    }
    this.strategy.bindToManagedInstances(scope, capacity, spec);
  }
}
