import { randomBytes } from 'node:crypto';
import type {
  Attribute,
  DeleteAttributesCommandInput,
  DeregisterContainerInstanceCommandInput,
  DescribeContainerInstancesCommandInput,
  Failure,
  ListAttributesCommandInput,
  ListContainerInstancesCommandInput,
  PutAttributesCommandInput,
  RegisterContainerInstanceCommandInput,
  UpdateContainerInstancesStateCommandInput,
} from '@aws-sdk/client-ecs';
import { action, page, type Action } from '../support';
import { deregister } from './deregister';
import { instanceOutput } from './describe';
import { announceInstance } from './events';
import {
  clientError,
  demanded,
  demandedList,
  findCluster,
  findInstance,
  invalid,
  invalidToken,
  lookUpInstance,
} from './find';
import type { Cluster, ContainerInstance } from './model';
import { placeOf } from './places';
import { arnOf, type Runtime } from './runtime';
import { included, tagsOf } from './tags';
import { checkedExpression } from './task-definition-checks';

export function instanceActions(runtime: Runtime): Record<string, Action> {
  return {
    RegisterContainerInstance: action<RegisterContainerInstanceCommandInput>(
      [
        'cluster',
        'instanceIdentityDocument',
        'instanceIdentityDocumentSignature',
        'totalResources',
        'versionInfo',
        'containerInstanceArn',
        'attributes',
        'platformDevices',
        'tags',
      ],
      (input) => {
        const cluster = findCluster(runtime, input.cluster);
        const instance = register(runtime, cluster, input);
        return { containerInstance: instanceOutput(cluster, instance) };
      },
    ),
    DeregisterContainerInstance: action<DeregisterContainerInstanceCommandInput>(
      ['cluster', 'containerInstance', 'force'],
      (input) => {
        const cluster = findCluster(runtime, input.cluster);
        const instance = findInstance(cluster, input.containerInstance);
        deregister(runtime, cluster, instance, input.force ?? false);
        return { containerInstance: instanceOutput(cluster, instance) };
      },
    ),
    DescribeContainerInstances: action<DescribeContainerInstancesCommandInput>(
      ['cluster', 'containerInstances', 'include'],
      ({ cluster: name, containerInstances, include }) => {
        const cluster = findCluster(runtime, name);
        const { found, failures } = lookUpAll(runtime, cluster, demandedList(containerInstances, 'containerInstances'));
        return {
          containerInstances: found.map((instance) => ({
            ...instanceOutput(cluster, instance),
            ...included(include, instance.tags),
          })),
          failures,
        };
      },
    ),
    ListContainerInstances: action<ListContainerInstancesCommandInput>(
      ['cluster', 'filter', 'status', 'nextToken', 'maxResults'],
      ({ cluster: name, filter, status, nextToken, maxResults = 100 }) => {
        const cluster = findCluster(runtime, name);
        const matches = filter === undefined ? () => true : checkedExpression(filter);
        const chosen = [...cluster.instances.values()]
          .filter((instance) => status === undefined || instance.status === status)
          .filter((instance) => matches(placeOf(cluster, instance)))
          .map(({ arn }) => arn);
        const { items, next } = page(chosen, maxResults, nextToken, invalidToken);
        return { containerInstanceArns: items, nextToken: next };
      },
    ),
    UpdateContainerInstancesState: action<UpdateContainerInstancesStateCommandInput>(
      ['cluster', 'containerInstances', 'status'],
      (input) => updateState(runtime, input),
    ),
    PutAttributes: action<PutAttributesCommandInput>(['cluster', 'attributes'], ({ cluster: name, attributes }) => {
      const cluster = findCluster(runtime, name);
      const all = demanded(attributes, 'attributes');
      all.forEach((attribute) =>
        target(cluster, attribute).attributes.set(demanded(attribute.name, 'name'), attribute.value),
      );
      return { attributes: all };
    }),
    DeleteAttributes: action<DeleteAttributesCommandInput>(
      ['cluster', 'attributes'],
      ({ cluster: name, attributes }) => {
        const cluster = findCluster(runtime, name);
        const all = demanded(attributes, 'attributes');
        all.forEach((attribute) => target(cluster, attribute).attributes.delete(demanded(attribute.name, 'name')));
        return { attributes: all };
      },
    ),
    ListAttributes: action<ListAttributesCommandInput>(
      ['cluster', 'targetType', 'attributeName', 'attributeValue', 'nextToken', 'maxResults'],
      ({ cluster: name, attributeName, attributeValue, nextToken, maxResults = 100 }) => {
        const all = [...findCluster(runtime, name).instances.values()]
          .flatMap(({ arn, attributes }) =>
            [...attributes].map(([key, value]): Attribute => ({ name: key, value, targetId: arn })),
          )
          .filter((attribute) => attributeName === undefined || attribute.name === attributeName)
          .filter((attribute) => attributeValue === undefined || attribute.value === attributeValue);
        const { items, next } = page(all, maxResults, nextToken, invalidToken);
        return { attributes: items, nextToken: next };
      },
    ),
  };
}

interface IdentityDocument {
  readonly instanceId?: string;
}

function register(runtime: Runtime, cluster: Cluster, input: RegisterContainerInstanceCommandInput): ContainerInstance {
  const { instanceId } = JSON.parse(input.instanceIdentityDocument ?? '{}') as IdentityDocument;
  if (instanceId === undefined) {
    throw clientError('Unable to identify the instance: the instance identity document names no instanceId.');
  }
  const known = [...cluster.instances.values()].find(({ ec2InstanceId }) => ec2InstanceId === instanceId);
  if (known !== undefined) {
    // An agent that comes back: what it first registered stays, resources and attributes too.
    known.agentConnected = true;
    announceInstance(runtime, cluster, known);
    return known;
  }
  const resource = (name: string) => input.totalResources?.find((total) => total.name === name);
  const ports = (name: string) => (resource(name)?.stringSetValue ?? []).map(Number);
  const instance: ContainerInstance = {
    arn: arnOf(runtime, `container-instance/${cluster.name}/${randomBytes(16).toString('hex')}`),
    clusterName: cluster.name,
    ec2InstanceId: instanceId,
    registeredAt: runtime.clock.date(),
    cpu: resource('CPU')?.integerValue ?? 0,
    memory: resource('MEMORY')?.integerValue ?? 0,
    reservedTcp: ports('PORTS'),
    reservedUdp: ports('PORTS_UDP'),
    attributes: new Map((input.attributes ?? []).map(({ name, value }) => [demanded(name, 'attributes.name'), value])),
    versionInfo: input.versionInfo,
    status: 'ACTIVE',
    agentConnected: true,
    tags: tagsOf(input.tags),
    version: 0,
  };
  cluster.instances.set(instance.arn, instance);
  announceInstance(runtime, cluster, instance);
  return instance;
}

function updateState(runtime: Runtime, input: UpdateContainerInstancesStateCommandInput): object {
  const cluster = findCluster(runtime, input.cluster);
  const { status } = input;
  if (status !== 'ACTIVE' && status !== 'DRAINING') {
    throw invalid(`Invalid container instance status ${status}; valid are ACTIVE, DRAINING`);
  }
  const { found, failures } = lookUpAll(runtime, cluster, demanded(input.containerInstances, 'containerInstances'));
  for (const instance of found.filter((candidate) => candidate.status !== status)) {
    instance.status = status;
    announceInstance(runtime, cluster, instance);
  }
  return { containerInstances: found.map((instance) => instanceOutput(cluster, instance)), failures };
}

function lookUpAll(
  runtime: Runtime,
  cluster: Cluster,
  references: readonly string[],
): { found: ContainerInstance[]; failures: Failure[] } {
  const found: ContainerInstance[] = [];
  const failures: Failure[] = [];
  for (const reference of references) {
    const instance = lookUpInstance(cluster, reference);
    if (instance === undefined) {
      const arn = reference.startsWith('arn:')
        ? reference
        : arnOf(runtime, `container-instance/${cluster.name}/${reference}`);
      failures.push({ arn, reason: 'MISSING' });
    } else {
      found.push(instance);
    }
  }
  return { found, failures };
}

function target(cluster: Cluster, { targetId }: Attribute): ContainerInstance {
  return findInstance(cluster, targetId);
}
