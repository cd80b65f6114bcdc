import { randomUUID } from 'node:crypto';
import type { CreateAutoScalingGroupCommandInput } from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import { required } from '../support';
import { groupTag, hookOf } from './inputs';
import { launchSource } from './launch-source';
import type { Group } from './model';
import type { Subnet } from './ports';
import type { Runtime } from './runtime';
import { TERMINATION_POLICIES } from './scale-in';
import { checkBounds, checkDesired } from './sizes';

const DEFAULT_COOLDOWN_SECONDS = 300;

/** A new group, checked as AWS checks it; it has no instances yet. */
export async function createGroup(runtime: Runtime, input: CreateAutoScalingGroupCommandInput): Promise<void> {
  const name = required(input.AutoScalingGroupName, 'autoScalingGroupName');
  const minSize = required(input.MinSize, 'minSize');
  const maxSize = required(input.MaxSize, 'maxSize');
  refuseTaken(runtime, name);
  checkBounds(minSize, maxSize);
  checkDesired(input.DesiredCapacity ?? minSize, minSize, maxSize);
  const subnets = await subnetsOf(runtime, input.VPCZoneIdentifier);
  const launch = await launchSource(runtime, input);
  if (launch === undefined) {
    throw new AwsError(
      'ValidationError',
      'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.',
    );
  }
  const { accountId, partition, region } = runtime.account;
  const group: Group = {
    name,
    arn: `arn:${partition}:autoscaling:${region}:${accountId}:autoScalingGroup:${randomUUID()}:autoScalingGroupName/${name}`,
    createdAt: runtime.clock.date(),
    launch,
    minSize,
    maxSize,
    desiredCapacity: input.DesiredCapacity ?? minSize,
    defaultCooldown: input.DefaultCooldown ?? DEFAULT_COOLDOWN_SECONDS,
    defaultInstanceWarmup: input.DefaultInstanceWarmup,
    healthCheckType: input.HealthCheckType ?? 'EC2',
    healthCheckGracePeriod: input.HealthCheckGracePeriod ?? 0,
    maxInstanceLifetime: input.MaxInstanceLifetime,
    newInstancesProtected: input.NewInstancesProtectedFromScaleIn ?? false,
    capacityRebalance: input.CapacityRebalance ?? false,
    subnets,
    terminationPolicies: checkTerminationPolicies(input.TerminationPolicies ?? ['Default']),
    serviceLinkedRoleArn:
      input.ServiceLinkedRoleARN ??
      `arn:${partition}:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    tags: new Map((input.Tags ?? []).map(groupTag).map((tag) => [tag.key, tag])),
    metrics: [],
    suspended: new Map(),
    hooks: new Map((input.LifecycleHookSpecificationList ?? []).map(hookOf).map((hook) => [hook.name, hook])),
    policies: new Map(),
    scheduled: new Map(),
    instances: new Map(),
    activities: [],
    refreshes: [],
    deleting: false,
    launchNotBefore: 0,
    healthCheckedAt: 0,
  };
  // The looks at EC2 above took time in which another call may have taken the name.
  refuseTaken(runtime, name);
  runtime.groups.set(name, group);
}

function refuseTaken({ groups }: Runtime, name: string): void {
  const existing = groups.get(name);
  if (existing !== undefined) {
    throw new AwsError(
      'AlreadyExists',
      existing.deleting
        ? `AutoScalingGroup by this name is pending delete: ${name}`
        : `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
    );
  }
}

export async function subnetsOf(runtime: Runtime, identifier: string | undefined): Promise<Subnet[]> {
  const ids = (identifier ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) {
    throw new AwsError('ValidationError', 'At least one Availability Zone or VPC Subnet is required.');
  }
  return runtime.ec2.subnets(ids);
}

export function checkTerminationPolicies(policies: readonly string[]): readonly string[] {
  const unknown = policies.find((policy) => !TERMINATION_POLICIES.includes(policy));
  if (unknown !== undefined) {
    throw new AwsError(
      'ValidationError',
      `Invalid termination policy: ${unknown}; valid are ${TERMINATION_POLICIES.join(', ')}`,
    );
  }
  return policies;
}
