import type { CreateAutoScalingGroupCommandInput, Tag as GroupTag } from '@aws-sdk/client-auto-scaling';
import type { Properties, Tag } from '../../cloudformation/resource-type';

/** CloudFormation's properties of a group that the API takes under the same name and in the same form. */
const SAME = [
  'CapacityRebalance',
  'HealthCheckType',
  'NewInstancesProtectedFromScaleIn',
  'ServiceLinkedRoleARN',
  'TerminationPolicies',
] as const;

/** Those that the API wants as numbers; in a template sizes are texts. */
const NUMBERS = [
  'DefaultInstanceWarmup',
  'DesiredCapacity',
  'HealthCheckGracePeriod',
  'MaxInstanceLifetime',
  'MaxSize',
  'MinSize',
] as const;

export const SIZES = ['MinSize', 'MaxSize', 'DesiredCapacity'] as const;

export const HONOURED = [
  ...SAME,
  ...NUMBERS,
  'AutoScalingGroupName',
  'Cooldown',
  'LaunchTemplate',
  'LifecycleHookSpecificationList',
  'MetricsCollection',
  'MixedInstancesPolicy',
  'Tags',
  'VPCZoneIdentifier',
];

type GroupInput = Omit<CreateAutoScalingGroupCommandInput, 'AutoScalingGroupName' | 'MinSize' | 'MaxSize' | 'Tags'> & {
  MinSize?: number;
  MaxSize?: number;
};

/** What creating and updating a group have in common. */
export function groupInput(properties: Properties): GroupInput {
  const present = (names: readonly string[]) => names.filter((name) => properties[name] !== undefined);
  return {
    ...Object.fromEntries(present(SAME).map((name) => [name, properties[name]])),
    ...Object.fromEntries(present(NUMBERS).map((name) => [name, Number(properties[name])])),
    ...(properties.Cooldown === undefined ? {} : { DefaultCooldown: Number(properties.Cooldown) }),
    ...(properties.LaunchTemplate === undefined ? {} : { LaunchTemplate: properties.LaunchTemplate }),
    ...(properties.MixedInstancesPolicy === undefined ? {} : { MixedInstancesPolicy: properties.MixedInstancesPolicy }),
    ...(properties.VPCZoneIdentifier === undefined
      ? {}
      : { VPCZoneIdentifier: [properties.VPCZoneIdentifier].flat().join(',') }),
  };
}

/** A group's own tags, and the stack's, which CloudFormation propagates to the instances. */
export function groupTags(name: string, properties: Properties, stackTags: readonly Tag[]): GroupTag[] {
  const own = (properties.Tags ?? []) as { Key: string; Value: string; PropagateAtLaunch: boolean | string }[];
  const tags = [
    ...stackTags.map(({ Key, Value }) => ({ Key, Value, PropagateAtLaunch: true })),
    ...own.map(({ Key, Value, PropagateAtLaunch }) => ({
      Key,
      Value,
      PropagateAtLaunch: String(PropagateAtLaunch) === 'true',
    })),
  ];
  const unique = [...new Map(tags.map((tag) => [tag.Key, tag])).values()];
  return unique.map((tag) => ({ ...tag, ResourceId: name, ResourceType: 'auto-scaling-group' }));
}
