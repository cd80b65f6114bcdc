import { randomUUID } from 'node:crypto';
import type {
  AutoScalingGroupProvider,
  AutoScalingGroupProviderUpdate,
  CreateCapacityProviderCommandInput,
  DeleteCapacityProviderCommandInput,
  DescribeCapacityProvidersCommandInput,
  ManagedScaling,
  UpdateCapacityProviderCommandInput,
} from '@aws-sdk/client-ecs';
import { action, page, type Action } from '../support';
import { providerOutput } from './describe';
import { clientError, demanded, findProvider, invalid, invalidToken } from './find';
import type { CapacityProvider } from './model';
import type { GroupView } from './ports';
import { arnOf, shortName, type Runtime } from './runtime';
import { included, tagsOf } from './tags';

const NAME = /^(?!aws|ecs|fargate)[A-Za-z0-9_-]{1,255}$/i;

export function capacityProviderActions(runtime: Runtime): Record<string, Action> {
  return {
    CreateCapacityProvider: action<CreateCapacityProviderCommandInput>(
      ['name', 'autoScalingGroupProvider', 'tags'],
      (input) => create(runtime, input),
    ),
    UpdateCapacityProvider: action<UpdateCapacityProviderCommandInput>(['name', 'autoScalingGroupProvider'], (input) =>
      update(runtime, input),
    ),
    DeleteCapacityProvider: action<DeleteCapacityProviderCommandInput>(['capacityProvider'], (input) =>
      remove(runtime, input),
    ),
    DescribeCapacityProviders: action<DescribeCapacityProvidersCommandInput>(
      ['capacityProviders', 'include', 'maxResults', 'nextToken'],
      ({ capacityProviders, include, maxResults = 10, nextToken }) => {
        const named = capacityProviders?.map(shortName);
        const chosen = [...runtime.providers.values()].filter(({ name }) => named?.includes(name) ?? true);
        const { items, next } = page(chosen, maxResults, nextToken, invalidToken);
        const failures = (named ?? [])
          .filter((name) => !runtime.providers.has(name))
          .map((name) => ({ arn: arnOf(runtime, `capacity-provider/${name}`), reason: 'MISSING' }));
        return {
          capacityProviders: items.map((provider) => ({
            ...providerOutput(provider),
            ...included(include, provider.tags),
          })),
          failures,
          nextToken: next,
        };
      },
    ),
  };
}

async function create(runtime: Runtime, input: CreateCapacityProviderCommandInput): Promise<object> {
  const name = demanded(input.name, 'name');
  if (!NAME.test(name)) {
    throw clientError(
      "The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores (_), and hyphens (-). The name cannot be prefixed with 'aws', 'ecs', or 'fargate'. Specify a valid name and try again.",
    );
  }
  const wanted = demanded(input.autoScalingGroupProvider, 'autoScalingGroupProvider');
  const group = await runtime.groups.describe(demanded(wanted.autoScalingGroupArn, 'autoScalingGroupArn'));
  if (group === undefined) {
    throw clientError(
      'The specified Auto Scaling group ARN is invalid. Specify a valid Auto Scaling group ARN and try again.',
    );
  }
  if (runtime.providers.has(name)) {
    throw clientError(
      'The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.',
    );
  }
  if ([...runtime.providers.values()].some(({ groupName }) => groupName === group.name)) {
    throw clientError(
      'The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.',
    );
  }
  const provider: CapacityProvider = {
    name,
    arn: arnOf(runtime, `capacity-provider/${name}`),
    groupName: group.name,
    groupArn: group.arn,
    ...features(group, wanted),
    tags: tagsOf(input.tags),
  };
  runtime.providers.set(name, provider);
  await install(runtime, provider);
  return { capacityProvider: providerOutput(provider) };
}

async function update(runtime: Runtime, input: UpdateCapacityProviderCommandInput): Promise<object> {
  const provider = findProvider(runtime, input.name);
  const group = await runtime.groups.describe(provider.groupName);
  if (group === undefined) {
    throw clientError(
      'The specified Auto Scaling group ARN is invalid. Specify a valid Auto Scaling group ARN and try again.',
    );
  }
  const { managedScaling, managedTerminationProtection, managedDraining } = input.autoScalingGroupProvider ?? {};
  const current = providerOutput(provider).autoScalingGroupProvider;
  Object.assign(
    provider,
    features(group, {
      managedScaling: { ...current?.managedScaling, ...managedScaling },
      managedTerminationProtection: managedTerminationProtection ?? current?.managedTerminationProtection,
      managedDraining: managedDraining ?? current?.managedDraining,
    }),
  );
  await install(runtime, provider);
  return { capacityProvider: providerOutput(provider) };
}

async function remove(runtime: Runtime, { capacityProvider }: DeleteCapacityProviderCommandInput): Promise<object> {
  const provider = findProvider(runtime, capacityProvider);
  const cluster = [...runtime.clusters.values()].find(({ capacityProviders }) =>
    capacityProviders.includes(provider.name),
  );
  if (cluster !== undefined) {
    throw clientError(
      `The capacity provider cannot be deleted because it is associated with cluster: ${cluster.name}. Remove the capacity provider from the cluster and try again.`,
    );
  }
  runtime.providers.delete(provider.name);
  await uninstall(runtime, provider);
  return { capacityProvider: { ...providerOutput(provider), status: 'INACTIVE', updateStatus: 'DELETE_COMPLETE' } };
}

type Features = Pick<CapacityProvider, 'managedScaling' | 'managedTerminationProtection' | 'managedDraining'>;

function features(
  group: GroupView,
  wanted: Partial<AutoScalingGroupProvider> | AutoScalingGroupProviderUpdate,
): Features {
  const managedScaling = scalingOf(wanted.managedScaling);
  const managedTerminationProtection = wanted.managedTerminationProtection === 'ENABLED';
  if (managedTerminationProtection && managedScaling.status !== 'ENABLED') {
    throw clientError(
      'The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, managed scaling must be enabled.',
    );
  }
  if (managedTerminationProtection && !group.newInstancesProtected) {
    throw clientError(
      'The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.',
    );
  }
  return { managedScaling, managedTerminationProtection, managedDraining: wanted.managedDraining !== 'DISABLED' };
}

function scalingOf(wanted: ManagedScaling = { status: 'DISABLED' }): Required<ManagedScaling> {
  const scaling = {
    status: wanted.status ?? 'ENABLED',
    targetCapacity: wanted.targetCapacity ?? 100,
    minimumScalingStepSize: wanted.minimumScalingStepSize ?? 1,
    maximumScalingStepSize: wanted.maximumScalingStepSize ?? 10_000,
    instanceWarmupPeriod: wanted.instanceWarmupPeriod ?? 300,
  };
  check('targetCapacity', scaling.targetCapacity, 1, 100);
  check('minimumScalingStepSize', scaling.minimumScalingStepSize, 1, 10_000);
  check('maximumScalingStepSize', scaling.maximumScalingStepSize, 1, 10_000);
  check('instanceWarmupPeriod', scaling.instanceWarmupPeriod, 0, 10_000);
  return scaling;
}

function check(name: string, value: number, least: number, most: number): void {
  if (value < least || value > most) {
    throw invalid(`The ${name} of managedScaling must be ${least} to ${most}, got ${value}`);
  }
}

/** What ECS puts on the group for the provider: a scaling policy and a hook for draining. */
async function install(runtime: Runtime, provider: CapacityProvider): Promise<void> {
  const { groups } = runtime;
  if (provider.managedScaling.status === 'ENABLED') {
    provider.policyName ??= `ECSManagedAutoScalingPolicy-${randomUUID()}`;
    await groups.putScalingPolicy(provider.groupName, provider.policyName, provider.managedScaling.targetCapacity);
  } else {
    await removePolicy(runtime, provider);
  }
  await (provider.managedDraining
    ? groups.putDrainingHook(provider.groupName)
    : groups.deleteDrainingHook(provider.groupName));
}

async function uninstall(runtime: Runtime, provider: CapacityProvider): Promise<void> {
  await removePolicy(runtime, provider);
  await runtime.groups.deleteDrainingHook(provider.groupName);
}

async function removePolicy({ groups }: Runtime, provider: CapacityProvider): Promise<void> {
  if (provider.policyName !== undefined) {
    await groups.deleteScalingPolicy(provider.groupName, provider.policyName);
    provider.policyName = undefined;
  }
}
