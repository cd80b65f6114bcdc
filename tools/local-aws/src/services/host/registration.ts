import type { Attribute, RegisterContainerInstanceCommandInput } from '@aws-sdk/client-ecs';
import type { Account } from '../../service';
import type { LaunchedInstance } from '../auto-scaling';
import { agentCapabilities, jsonList } from './agent-capabilities';
import { registeredCapacity, type InstanceType } from './instance-types';

/** SSH, Docker and the agent itself, unless the configuration says otherwise. */
const DEFAULT_RESERVED_PORTS = ['22', '2375', '2376', '51678', '51679'];

/** Of ECS-optimised Amazon Linux 2023; which exactly is of no consequence here. */
const VERSIONS = { agentVersion: '1.105.1', agentHash: 'local', dockerVersion: 'DockerVersion: 25.0.13' };

/** The agent's call when it first registers, as its configuration and the instance make it. */
export function registration(
  account: Account,
  instance: LaunchedInstance,
  type: InstanceType,
  settings: ReadonlyMap<string, string>,
): RegisterContainerInstanceCommandInput {
  const { cpu, memory } = registeredCapacity(type);
  const reserved = Number(settings.get('ECS_RESERVED_MEMORY') ?? 0);
  const tcp = jsonList(settings.get('ECS_RESERVED_PORTS')) ?? DEFAULT_RESERVED_PORTS;
  const udp = jsonList(settings.get('ECS_RESERVED_PORTS_UDP')) ?? [];
  return {
    cluster: settings.get('ECS_CLUSTER') ?? 'default',
    instanceIdentityDocument: JSON.stringify({
      accountId: account.accountId,
      region: account.region,
      instanceId: instance.instanceId,
      instanceType: instance.instanceType,
      availabilityZone: instance.zone,
      imageId: instance.imageId,
    }),
    totalResources: [
      { name: 'CPU', type: 'INTEGER', integerValue: cpu },
      { name: 'MEMORY', type: 'INTEGER', integerValue: memory - reserved },
      { name: 'PORTS', type: 'STRINGSET', stringSetValue: tcp },
      { name: 'PORTS_UDP', type: 'STRINGSET', stringSetValue: udp },
    ],
    versionInfo: VERSIONS,
    attributes: attributes(instance, type, settings),
    tags: tags(instance, settings),
  };
}

function attributes(
  instance: LaunchedInstance,
  type: InstanceType,
  settings: ReadonlyMap<string, string>,
): Attribute[] {
  const own = Object.entries(jsonObject(settings.get('ECS_INSTANCE_ATTRIBUTES')));
  return [
    { name: 'ecs.availability-zone', value: instance.zone },
    { name: 'ecs.instance-type', value: instance.instanceType },
    { name: 'ecs.os-type', value: 'linux' },
    { name: 'ecs.ami-id', value: instance.imageId },
    { name: 'ecs.cpu-architecture', value: type.architecture },
    { name: 'ecs.subnet-id', value: instance.subnetId },
    ...agentCapabilities(settings).map((name) => ({ name })),
    ...own.map(([name, value]) => ({ name, value })),
  ];
}

function tags(instance: LaunchedInstance, settings: ReadonlyMap<string, string>) {
  const propagated = settings.get('ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM') === 'ec2_instance';
  const fromInstance = propagated ? instance.tags.filter(({ key }) => !key.startsWith('aws:')) : [];
  const own = Object.entries(jsonObject(settings.get('ECS_CONTAINER_INSTANCE_TAGS'))).map(([key, value]) => ({
    key,
    value,
  }));
  return [...fromInstance, ...own];
}

function jsonObject(value: string | undefined): Record<string, string> {
  return value === undefined ? {} : (JSON.parse(value) as Record<string, string>);
}
