import type {
  CreateAutoScalingGroupCommandInput,
  DeleteAutoScalingGroupCommandInput,
  DescribeAutoScalingGroupsCommandInput,
  DescribeScalingActivitiesCommandInput,
  Filter,
  SetDesiredCapacityCommandInput,
  UpdateAutoScalingGroupCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import { action, page, required, type Action } from '../support';
import { checkTerminationPolicies, createGroup, subnetsOf } from './create-group';
import { activityOutput, groupOutput } from './describe';
import { launchSource } from './launch-source';
import type { Group } from './model';
import { findGroup, invalidToken, type Runtime } from './runtime';
import { resize } from './sizes';

/** What a group is described by, when it is made as well as when it is changed. */
const GROUP_MEMBERS = [
  'AutoScalingGroupName',
  'LaunchTemplate',
  'MixedInstancesPolicy',
  'MinSize',
  'MaxSize',
  'DesiredCapacity',
  'DefaultCooldown',
  'DefaultInstanceWarmup',
  'HealthCheckType',
  'HealthCheckGracePeriod',
  'VPCZoneIdentifier',
  'TerminationPolicies',
  'NewInstancesProtectedFromScaleIn',
  'CapacityRebalance',
  'ServiceLinkedRoleARN',
  'MaxInstanceLifetime',
] as const;

export function groupActions(runtime: Runtime): Record<string, Action> {
  return {
    CreateAutoScalingGroup: action<CreateAutoScalingGroupCommandInput>(
      [...GROUP_MEMBERS, 'LifecycleHookSpecificationList', 'Tags'],
      (input) => createGroup(runtime, input),
    ),
    UpdateAutoScalingGroup: action<UpdateAutoScalingGroupCommandInput>(GROUP_MEMBERS, (input) =>
      updateGroup(runtime, input),
    ),
    DeleteAutoScalingGroup: action<DeleteAutoScalingGroupCommandInput>(
      ['AutoScalingGroupName', 'ForceDelete'],
      (input) => deleteGroup(runtime, input),
    ),
    DescribeAutoScalingGroups: action<DescribeAutoScalingGroupsCommandInput>(
      ['AutoScalingGroupNames', 'Filters', 'MaxRecords', 'NextToken'],
      (input) => {
        const names = input.AutoScalingGroupNames ?? [];
        const chosen = [...runtime.groups.values()]
          .filter((group) => names.length === 0 || names.includes(group.name))
          .filter((group) => (input.Filters ?? []).every((filter) => matchesFilter(group, filter)));
        const { items, next } = page(chosen, input.MaxRecords ?? 50, input.NextToken, invalidToken);
        return { AutoScalingGroups: items.map(groupOutput), NextToken: next };
      },
    ),
    SetDesiredCapacity: action<SetDesiredCapacityCommandInput>(
      ['AutoScalingGroupName', 'DesiredCapacity', 'HonorCooldown'],
      (input) => {
        const group = findGroup(runtime, input.AutoScalingGroupName);
        const desired = required(input.DesiredCapacity, 'desiredCapacity');
        const { minSize, maxSize } = group;
        if (desired < minSize || desired > maxSize) {
          const [side, word, bound] = desired > maxSize ? ['above', 'max', maxSize] : ['below', 'min', minSize];
          throw new AwsError(
            'ValidationError',
            `New SetDesiredCapacity value ${desired} is ${side} ${word} value ${bound} for the AutoScalingGroup.`,
          );
        }
        group.desiredCapacity = desired;
      },
    ),
    DescribeScalingActivities: action<DescribeScalingActivitiesCommandInput>(
      ['ActivityIds', 'AutoScalingGroupName', 'MaxRecords', 'NextToken'],
      ({ ActivityIds = [], AutoScalingGroupName: name, MaxRecords = 100, NextToken }) => {
        const groups = name === undefined ? [...runtime.groups.values()] : [findGroup(runtime, name)];
        const chosen = groups
          .flatMap(({ activities }) => activities)
          .filter(({ id }) => ActivityIds.length === 0 || ActivityIds.includes(id));
        const { items, next } = page(chosen, MaxRecords, NextToken, invalidToken);
        return { Activities: items.map(activityOutput), NextToken: next };
      },
    ),
  };
}

async function updateGroup(runtime: Runtime, input: UpdateAutoScalingGroupCommandInput): Promise<void> {
  const group = findGroup(runtime, input.AutoScalingGroupName);
  const launch = await launchSource(runtime, input);
  const subnets = input.VPCZoneIdentifier === undefined ? undefined : await subnetsOf(runtime, input.VPCZoneIdentifier);
  const terminationPolicies =
    input.TerminationPolicies === undefined ? undefined : checkTerminationPolicies(input.TerminationPolicies);
  resize(group, { min: input.MinSize, max: input.MaxSize, desired: input.DesiredCapacity });
  const changes: Partial<Group> = {
    launch,
    subnets,
    terminationPolicies,
    defaultCooldown: input.DefaultCooldown,
    defaultInstanceWarmup: input.DefaultInstanceWarmup,
    healthCheckType: input.HealthCheckType,
    healthCheckGracePeriod: input.HealthCheckGracePeriod,
    newInstancesProtected: input.NewInstancesProtectedFromScaleIn,
    capacityRebalance: input.CapacityRebalance,
    serviceLinkedRoleArn: input.ServiceLinkedRoleARN,
    maxInstanceLifetime: input.MaxInstanceLifetime,
  };
  // Whatever was wrong with the last launch may be mended now.
  group.launchNotBefore = 0;
  Object.assign(group, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
}

function deleteGroup(
  runtime: Runtime,
  { AutoScalingGroupName: name, ForceDelete = false }: DeleteAutoScalingGroupCommandInput,
): void {
  const group = findGroup(runtime, name);
  if (group.instances.size > 0 && !ForceDelete) {
    throw new AwsError(
      'ResourceInUse',
      'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
    );
  }
  // Marked first: a launch that is under way at this moment still adds its instance, which the reconciler ends.
  group.deleting = true;
  group.minSize = 0;
  group.desiredCapacity = 0;
}

function matchesFilter({ tags }: Group, { Name: name = '', Values: values = [] }: Filter): boolean {
  if (name === 'tag-key') {
    return values.some((key) => tags.has(key));
  }
  if (name === 'tag-value') {
    return [...tags.values()].some(({ value }) => values.includes(value));
  }
  if (name.startsWith('tag:')) {
    return values.includes(tags.get(name.slice('tag:'.length))?.value ?? '');
  }
  throw new AwsError(
    'ValidationError',
    `Filter type ${name} is not correct. Allowed Filter types are: tag-key, tag-value, tag:<key>`,
  );
}
