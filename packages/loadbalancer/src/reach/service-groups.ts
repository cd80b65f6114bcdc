import * as instances from '@ecs-groundwork/instances';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';

/**
 * The instance groups that a service's tasks may run on. None, if its cluster has none or is an imported one: then
 * nothing is known of its instances.
 */
export function groupsOf(service: ecs.Ec2Service): instances.IInstanceGroup[] {
  return Stack.of(service.cluster)
    .node.findAll()
    .filter((node) => node instanceof instances.InstanceGroup)
    .filter((group) => mayRunOn(service, group));
}

/** Whether a task of a service may be placed on a group, as far as the service says. */
export function mayRunOn(service: ecs.Ec2Service, group: instances.IInstanceGroup): boolean {
  if (group.cluster !== service.cluster) {
    return false;
  }
  const providers = providersOf(service);
  return providers.length > 0 ? providers.includes(group.capacityProviderName) : constraintsAdmit(service, group);
}

/** Without a strategy a service runs on all groups of its cluster, unless it is bound to one. */
function constraintsAdmit(service: ecs.Ec2Service, group: instances.IInstanceGroup): boolean {
  const constraints = expressionsOf(service).filter((text) => text.startsWith(attributeOf(group)));
  return constraints.length === 0 || constraints.includes(constraintOf(group));
}

function providersOf(service: ecs.Ec2Service): string[] {
  const { capacityProviderStrategy } = resourceOf(service);
  return Array.isArray(capacityProviderStrategy)
    ? capacityProviderStrategy.flatMap((item) => ('capacityProvider' in item ? [item.capacityProvider ?? ''] : []))
    : [];
}

function expressionsOf(service: ecs.Ec2Service): string[] {
  const constraints: { expression?: unknown }[] =
    Stack.of(service).resolve(resourceOf(service).placementConstraints) ?? [];
  return constraints.flatMap(({ expression }) => (typeof expression === 'string' ? [expression] : []));
}

function constraintOf(group: instances.IInstanceGroup): string {
  const [constraint] = group.placementConstraint().toJson();
  return constraint?.expression ?? '';
}

/** The constraint up to the group's name: what those of all groups begin with. */
function attributeOf(group: instances.IInstanceGroup): string {
  return constraintOf(group).slice(0, -group.instanceGroupName.length);
}

function resourceOf(service: ecs.Ec2Service): ecs.CfnService {
  return service.node.findChild('Service') as ecs.CfnService;
}
