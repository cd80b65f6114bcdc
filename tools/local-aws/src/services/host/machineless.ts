import { randomBytes } from 'node:crypto';
import type { RegisterContainerInstanceCommandInput } from '@aws-sdk/client-ecs';
import type { Account } from '../../service';
import { registration } from './registration';

export interface MachinelessOptions {
  readonly cluster: string;
  readonly count: number;
  /** The agents' own attributes: `ECS_INSTANCE_ATTRIBUTES`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

const TYPE = { name: 'm7i.large', virtualCpus: 2, memoryMiB: 8192, architecture: 'x86_64' };
const ZONES = ['a', 'b', 'c'];

/** What the agents of a group that grows in one go send, without the group and its machines. */
export function machinelessRegistrations(
  account: Account,
  { cluster, count, attributes = {} }: MachinelessOptions,
): RegisterContainerInstanceCommandInput[] {
  const settings = new Map([
    ['ECS_CLUSTER', cluster],
    ['ECS_INSTANCE_ATTRIBUTES', JSON.stringify(attributes)],
  ]);
  return Array.from({ length: count }, (_, index) => {
    const instance = {
      instanceId: `i-0${randomBytes(8).toString('hex')}`,
      instanceType: TYPE.name,
      groupName: '',
      zone: `${account.region}${ZONES[index % ZONES.length]}`,
      subnetId: 'subnet-00000000000000000',
      tags: [],
    };
    return registration(account, instance, TYPE, settings);
  });
}
