import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import { imageOutOfReach } from './public-registries';
import { ServicesOfApp } from './services-of-app';
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
  return ServicesOfApp.of(cluster)
    .at(cluster)
    .flatMap((service) =>
      isolated
        .filter(({ group }) => providersOf(service).includes(group.capacityProviderName))
        .flatMap(({ group }) => imageErrors(service, group)),
    );
}

/** Services that ECS would place, but whose need for instances it would not see. */
export function warnOfServicesWithoutGroup(cluster: ecs.Cluster, groups: readonly GroupAtCluster[]): void {
  const [first] = groups;
  const blind = ServicesOfApp.of(cluster)
    .at(cluster)
    .filter((service) => {
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
  const use = { what: `service ${service.node.path} runs`, group: group.instanceGroupName };
  return imagesOf(service.taskDefinition).flatMap((image) => {
    const text = imageOutOfReach(image, use);
    return text === undefined ? [] : [coded('ImageOutOfReach', text)];
  });
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
