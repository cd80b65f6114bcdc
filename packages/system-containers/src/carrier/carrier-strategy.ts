import type * as instances from '@ecs-groundwork/instances';
import type { Construct } from 'constructs';
import type { ContainerSpec } from '../spec/container-spec';

/** What a carrier does with a container. */
export interface CarrierStrategy {
  /** Throws at what this carrier cannot do, whatever the group. */
  check(spec: ContainerSpec): void;
  bind(scope: Construct, group: instances.IInstanceGroup, spec: ContainerSpec): instances.BootContribution;
}
