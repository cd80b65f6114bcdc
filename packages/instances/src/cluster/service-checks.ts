import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import { publicRegistryOf } from './public-registries';
import type { IInstanceGroup } from '../group/i-instance-group';
import { coded } from '../private/errors';

/** A group as far as services can use it wrongly. */
export interface GroupAtCluster {
  readonly group: IInstanceGroup;
  /** Whether its instances have no way to the internet. */
  readonly isolated: boolean;
}

/** Services whose tasks could never start. */
export function serviceErrors(cluster: ecs.Cluster, groups: readonly GroupAtCluster[]): string[] {
  const isolated = groups.filter((group) => group.isolated);
  if (isolated.length === 0) {
    return [];
  }
  return servicesOf(cluster).flatMap((service) =>
    isolated
      .filter(({ group }) => providersOf(service).includes(group.capacityProviderName))
      .flatMap(({ group }) => imageErrors(service, group)),
  );
}

/** Services that ECS would place, but whose need for instances it would not see. */
export function warnOfServicesWithoutGroup(cluster: ecs.Cluster, groups: readonly GroupAtCluster[]): void {
  const [first] = groups;
  const blind = servicesOf(cluster).filter((service) => {
    const { schedulingStrategy } = resourceOf(service);
    return schedulingStrategy !== 'DAEMON' && providersOf(service).length === 0;
  });
  for (const service of blind) {
    Annotations.of(service).addWarningV2(
      '@ecs-groundwork/instances:serviceWithoutGroup',
      `This service has no capacityProviderStrategies: its tasks are placed on whatever instances exist, and no group ` +
        `grows for them. Set capacityProviderStrategies: [group.capacityProviderStrategy()]` +
        (first ? `, for example of group '${first.group.instanceGroupName}'` : ''),
    );
  }
}

function imageErrors(service: ecs.Ec2Service, group: IInstanceGroup): string[] {
  return imagesOf(service.taskDefinition).flatMap((image) => {
    const registry = publicRegistryOf(image);
    return registry === undefined
      ? []
      : [
          coded(
            'ImageOutOfReach',
            `service ${service.node.path} runs ${image} on group '${group.instanceGroupName}', whose isolated subnets ` +
              `do not reach ${registry}; copy the image to Amazon ECR`,
          ),
        ];
  });
}

function servicesOf(cluster: ecs.Cluster): ecs.Ec2Service[] {
  return cluster.node.root.node
    .findAll()
    .filter((node) => node instanceof ecs.Ec2Service)
    .filter((service) => service.cluster === cluster);
}

function providersOf(service: ecs.Ec2Service): string[] {
  const { capacityProviderStrategy } = resourceOf(service);
  return Array.isArray(capacityProviderStrategy)
    ? capacityProviderStrategy.flatMap((item) => ('capacityProvider' in item ? [item.capacityProvider ?? ''] : []))
    : [];
}

function resourceOf(service: ecs.Ec2Service): ecs.CfnService {
  return service.node.findChild('Service') as ecs.CfnService;
}

/** Images that are known now; of a token nothing is. */
function imagesOf(taskDefinition: ecs.TaskDefinition): string[] {
  const resource = taskDefinition.node.findChild('Resource') as ecs.CfnTaskDefinition;
  const definitions: { image?: unknown }[] = Stack.of(taskDefinition).resolve(resource.containerDefinitions) ?? [];
  return definitions.flatMap(({ image }) => (typeof image === 'string' ? [image] : []));
}
