import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { DEFAULTS } from './defaults';
import type { RegisteredAutoScalingGroup } from './registered-auto-scaling-group';
import { ScaleInProtection } from '../delete/scale-in-protection';

export interface CapacityOptions {
  readonly managedScaling: boolean;
  readonly targetCapacityPercent?: number;
}

/** Makes the group capacity that its cluster drains and, if it is managed, scales and protects; answers its name. */
export function registeredCapacity(
  scope: Construct,
  cluster: ecs.Cluster,
  group: RegisteredAutoScalingGroup,
  { managedScaling, targetCapacityPercent }: CapacityOptions,
): string {
  const provider = new ecs.AsgCapacityProvider(scope, 'CapacityProvider', {
    autoScalingGroup: group,
    targetCapacityPercent: managedScaling ? (targetCapacityPercent ?? DEFAULTS.targetCapacityPercent) : undefined,
    enableManagedScaling: managedScaling,
    enableManagedTerminationProtection: managedScaling,
    // said, because CDK would make a Lambda that drains, or nothing, depending on the protection
    enableManagedDraining: true,
  });
  group.register(cluster, provider);
  if (managedScaling) {
    provider.node.addDependency(new ScaleInProtection(scope, 'ScaleInProtection', group));
  } else {
    switchOff(provider);
  }
  return provider.capacityProviderName;
}

/** Said, because ECS keeps what an update leaves out: managed scaling could never be turned off. */
function switchOff(provider: ecs.AsgCapacityProvider): void {
  const resource = provider.node.findChild(provider.node.id) as ecs.CfnCapacityProvider;
  resource.addPropertyOverride('AutoScalingGroupProvider.ManagedScaling.Status', 'DISABLED');
}
