import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { ContainerInstance, Service, Task } from '@aws-sdk/client-ecs';
import type { Service as AwsService } from '../../src/service';
import { compute } from '../../src/services/host';
import { resourceContext } from '../support/resource-context';
import { serviceClients } from '../support/service-clients';
import { FakeBalancers, fakeInterfaces } from '../support/fake-balancers';
import { FakeEc2 } from '../auto-scaling/fake-ec2';
import { CollectedEvents } from '../support/collected-events';
import { ManualClock } from '../support/manual-clock';

export const ACCOUNT = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** The launch template's user data: an agent that joins `cluster`, like CDK writes it. */
const USER_DATA = Buffer.from('#!/bin/bash\necho ECS_CLUSTER=cluster >> /etc/ecs/ecs.config\n').toString('base64');

/** Auto Scaling, hosts and ECS together on a fake EC2, moved by hand. */
export function world({ userData = USER_DATA }: { userData?: string } = {}) {
  const clock = new ManualClock();
  const events = new CollectedEvents();
  const ec2 = new FakeEc2(userData);
  const balancers = new FakeBalancers();
  const errors: unknown[] = [];
  const all = compute({
    account: ACCOUNT,
    clock,
    events,
    ec2,
    instanceTypes: { get: async (name) => ({ name, virtualCpus: 2, memoryMiB: 2048, architecture: 'x86_64' }) },
    targets: { notify: async () => undefined },
    balancers,
    interfaces: fakeInterfaces(),
    onError: (error) => errors.push(error),
  });
  const caller =
    (service: AwsService) =>
    async (action: string, input: Record<string, unknown> = {}) => {
      const output = await service.handle({ service: service.name, action, input });
      if (typeof output === 'symbol') {
        throw new Error(`${action} was passed on`);
      }
      return output;
    };
  const ecs = caller(all.ecs);
  const autoScaling = caller(all.autoScaling);
  const listed = async (list: string, arns: string, describe: string, members: string, input: object = {}) => {
    const found = (await ecs(list, { cluster: 'cluster', ...input }))[arns] as string[];
    if (found.length === 0) {
      return [];
    }
    return (await ecs(describe, { cluster: 'cluster', [members]: found, include: ['TAGS'] }))[members];
  };
  return {
    clock,
    events,
    ec2,
    balancers,
    errors,
    ecs,
    autoScaling,
    control: all.control,
    tick: all.tick,
    /** For resource types; a template's update policy comes with it. */
    context: (updatePolicy: Record<string, unknown> = {}) =>
      resourceContext({
        clients: serviceClients(all),
        updatePolicy,
        tags: [{ Key: 'stack', Value: 'yes' }],
        pass: async () => {
          clock.pass(5);
          await all.tick();
        },
      }),
    /** Passes until what was begun is done: a boot takes 40 seconds, a task a few. */
    settle: async (passes = 15, seconds = 5) => {
      for (let pass = 0; pass < passes; pass++) {
        clock.pass(seconds);
        await all.tick();
      }
    },
    group: async (name = 'group') =>
      (
        (await autoScaling('DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] }))
          .AutoScalingGroups as AutoScalingGroup[]
      )[0],
    instances: async () =>
      (await listed(
        'ListContainerInstances',
        'containerInstanceArns',
        'DescribeContainerInstances',
        'containerInstances',
      )) as ContainerInstance[],
    tasks: async (input: object = {}) =>
      (await listed('ListTasks', 'taskArns', 'DescribeTasks', 'tasks', input)) as Task[],
    service: async (name = 'service') =>
      ((await ecs('DescribeServices', { cluster: 'cluster', services: [name] })).services as Service[])[0],
  };
}

export type World = ReturnType<typeof world>;

export interface FleetOptions {
  readonly min?: number;
  readonly max?: number;
  /** Of the capacity provider. */
  readonly provider?: Record<string, unknown>;
  readonly group?: Record<string, unknown>;
}

/** A cluster with one group behind the capacity provider `provider`, its instances registered. */
export async function fleet(
  on: World,
  { min = 2, max = 4, provider = {}, group = {} }: FleetOptions = {},
): Promise<void> {
  await on.ecs('CreateCluster', { clusterName: 'cluster' });
  await on.autoScaling('CreateAutoScalingGroup', {
    AutoScalingGroupName: 'group',
    MinSize: String(min),
    MaxSize: String(max),
    VPCZoneIdentifier: 'subnet-a,subnet-b',
    LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '1' },
    NewInstancesProtectedFromScaleIn: 'true',
    ...group,
  });
  await on.ecs('CreateCapacityProvider', {
    name: 'provider',
    autoScalingGroupProvider: {
      autoScalingGroupArn: 'group',
      managedScaling: { status: 'ENABLED', targetCapacity: 100 },
      managedTerminationProtection: 'ENABLED',
      managedDraining: 'ENABLED',
      ...provider,
    },
  });
  await on.ecs('PutClusterCapacityProviders', {
    cluster: 'cluster',
    capacityProviders: ['provider'],
    defaultCapacityProviderStrategy: [{ capacityProvider: 'provider', weight: 1 }],
  });
  await on.settle();
}

export function registerTask(
  on: Pick<World, 'ecs'>,
  input: Record<string, unknown> = {},
  container: Record<string, unknown> = {},
) {
  return on.ecs('RegisterTaskDefinition', {
    family: 'web',
    containerDefinitions: [{ name: 'web', image: 'web:1', memory: 800, cpu: 100, ...container }],
    ...input,
  });
}

export function createService(on: World, input: Record<string, unknown> = {}) {
  return on.ecs('CreateService', {
    cluster: 'cluster',
    serviceName: 'service',
    taskDefinition: 'web',
    ...(input.schedulingStrategy === 'DAEMON' ? {} : { desiredCount: 2 }),
    ...input,
  });
}
