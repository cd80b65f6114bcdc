import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { DEFAULTS } from './defaults';
import type { RegisteredAutoScalingGroup } from './registered-auto-scaling-group';
import { ScaleInProtection } from '../delete/scale-in-protection';

/** Makes the group capacity that its cluster scales, drains and protects; answers the capacity provider's name. */
export function registeredCapacity(
  scope: Construct,
  cluster: ecs.Cluster,
  group: RegisteredAutoScalingGroup,
  targetCapacityPercent: number = DEFAULTS.targetCapacityPercent,
): string {
  const provider = new ecs.AsgCapacityProvider(scope, 'CapacityProvider', {
    autoScalingGroup: group,
    targetCapacityPercent,
    enableManagedScaling: true,
    enableManagedTerminationProtection: true,
    // said, because CDK would make a Lambda that drains, or nothing, depending on the protection
    enableManagedDraining: true,
  });
  group.register(cluster, provider);
  provider.node.addDependency(new ScaleInProtection(scope, 'ScaleInProtection', group));
  return provider.capacityProviderName;
}
