import type * as instances from '@ecs-groundwork/instances';
import type { Construct } from 'constructs';
import type { ManagedInstancesCapacity } from './managed-instances-capacity';
import type { ContainerSpec } from '../spec/container-spec';

/** What a carrier does with a container. */
export interface CarrierStrategy {
  /** Throws at what this carrier cannot do, whatever the group. */
  check(spec: ContainerSpec): void;
  /** Throws where the carrier has nothing to do with groups. */
  bind(scope: Construct, group: instances.IInstanceGroup, spec: ContainerSpec): instances.BootContribution;
  /** Missing where the carrier needs instances of a group. */
  bindToManagedInstances?(scope: Construct, capacity: ManagedInstancesCapacity, spec: ContainerSpec): void;
}
