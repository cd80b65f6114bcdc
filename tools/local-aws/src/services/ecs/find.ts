import { AwsError } from '../../service';
import { required } from '../support';
import type { CapacityProvider, Cluster, ContainerInstance, Service, StoredTaskDefinition, Task } from './model';
import { shortName, type Runtime } from './runtime';

/** A member that must be given, in ECS's own words for it. */
export function demanded<T>(value: T | undefined, member: string): T {
  return required(value, member, 'InvalidParameterException');
}

/** References to describe, of which AWS takes a hundred at once. */
export function demandedList(value: readonly string[] | undefined, member: string): readonly string[] {
  const AT_ONCE = 100;
  const references = demanded(value, member);
  if (references.length === 0) {
    throw invalid(`${member.charAt(0).toUpperCase()}${member.slice(1)} cannot be empty.`);
  }
  if (references.length > AT_ONCE) {
    throw invalid(`${member} must name 1 to ${AT_ONCE}, got ${references.length}`);
  }
  return references;
}

export function clientError(message: string): AwsError {
  return new AwsError('ClientException', message);
}

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/** An active cluster; unnamed means `default`, as everywhere in ECS. */
export function findCluster({ clusters }: Runtime, nameOrArn = 'default'): Cluster {
  const cluster = clusters.get(shortName(nameOrArn));
  if (cluster?.status !== 'ACTIVE') {
    throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
  }
  return cluster;
}

/** A service that has not been deleted. */
export function findService(cluster: Cluster, nameOrArn: string | undefined): Service {
  const service = cluster.services.get(shortName(demanded(nameOrArn, 'service')));
  if (service === undefined) {
    throw new AwsError('ServiceNotFoundException', 'Service not found.');
  }
  if (service.status !== 'ACTIVE') {
    throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
  }
  return service;
}

export function findInstance(cluster: Cluster, idOrArn: string | undefined): ContainerInstance {
  const instance = lookUpInstance(cluster, demanded(idOrArn, 'containerInstance'));
  if (instance === undefined) {
    throw invalid('Container instance not found.');
  }
  return instance;
}

export function lookUpInstance(cluster: Cluster, idOrArn: string): ContainerInstance | undefined {
  return [...cluster.instances.values()].find(({ arn }) => shortName(arn) === shortName(idOrArn));
}

export function lookUpTask(cluster: Cluster, idOrArn: string): Task | undefined {
  return [...cluster.tasks.values()].find(({ arn }) => shortName(arn) === shortName(idOrArn));
}

/** A task definition by ARN, `family:revision` or `family`, which is its newest active revision. */
export function lookUpTaskDefinition({ families }: Runtime, reference: string): StoredTaskDefinition | undefined {
  const [family = '', revision] = shortName(reference).split(':');
  const revisions = families.get(family) ?? [];
  return revision === undefined
    ? revisions.filter(({ definition }) => definition.status === 'ACTIVE').at(-1)
    : revisions.find((candidate) => String(candidate.revision) === revision);
}

/** A task definition from which tasks may be started. */
export function findTaskDefinition(runtime: Runtime, reference: string | undefined): StoredTaskDefinition {
  const found = lookUpTaskDefinition(runtime, demanded(reference, 'taskDefinition'));
  if (found === undefined) {
    throw clientError('TaskDefinition not found.');
  }
  if (found.definition.status !== 'ACTIVE') {
    throw clientError('TaskDefinition is inactive');
  }
  return found;
}

export function findProvider({ providers }: Runtime, nameOrArn: string | undefined): CapacityProvider {
  const provider = providers.get(shortName(demanded(nameOrArn, 'capacityProvider')));
  if (provider === undefined) {
    throw clientError(`The specified capacity provider does not exist. Specify a valid name or ARN and try again.`);
  }
  return provider;
}

export function invalidToken(): AwsError {
  return invalid('Invalid token');
}
