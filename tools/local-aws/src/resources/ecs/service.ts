import type { CreateServiceCommandInput, Service, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import type { Properties, Resource, ResourceContext, ResourceType } from '../../cloudformation/resource-type';
import { begun } from '../support';
import { pick } from './camel-case';
import { isMissing } from './missing';
import { changeTags, ecsTags } from './tags';

const UPDATED = [
  'AvailabilityZoneRebalancing',
  'CapacityProviderStrategy',
  'DeploymentConfiguration',
  'EnableECSManagedTags',
  'EnableExecuteCommand',
  'HealthCheckGracePeriodSeconds',
  'LoadBalancers',
  'NetworkConfiguration',
  'PlacementConstraints',
  'PlacementStrategies',
  'PropagateTags',
  'ServiceConnectConfiguration',
  'ServiceRegistries',
  'TaskDefinition',
  'VolumeConfigurations',
];
const CREATED = [...UPDATED, 'DeploymentController', 'LaunchType', 'Role', 'SchedulingStrategy'];

/** CloudFormation waits three hours for a service; AWS seconds. */
const STEADY_SECONDS = 3 * 3600;

export const service: ResourceType = {
  type: 'AWS::ECS::Service',
  honours: [...CREATED, 'Cluster', 'DesiredCount', 'ForceNewDeployment', 'ServiceName', 'Tags'],

  async create(context, properties) {
    const serviceName: string = properties.ServiceName ?? context.physicalName();
    const cluster = clusterOf(properties);
    const desiredCount = properties.DesiredCount ?? (properties.SchedulingStrategy === 'DAEMON' ? undefined : 1);
    const { service: created } = await context.clients.ecs.createService({
      ...inApiNames<CreateServiceCommandInput>(properties, CREATED),
      cluster,
      serviceName,
      desiredCount: desiredCount === undefined ? undefined : Number(desiredCount),
      tags: ecsTags(properties, context.tags),
    });
    const arn = String(created?.serviceArn);
    const attributes = { Name: serviceName, ServiceArn: arn };
    const resource = begun(context, arn, attributes);
    await untilSteady(context, cluster, arn, created?.deployments?.[0]?.id);
    return resource;
  },

  async update(context, existing, properties, previous) {
    const cluster = clusterOf(properties);
    const nonce = (of: Properties) => JSON.stringify(of.ForceNewDeployment);
    const { service: updated } = await context.clients.ecs.updateService({
      ...inApiNames<UpdateServiceCommandInput>(properties, UPDATED),
      cluster,
      service: existing.physicalId,
      ...(properties.LoadBalancers === undefined && previous.LoadBalancers !== undefined ? { loadBalancers: [] } : {}),
      desiredCount: properties.DesiredCount === undefined ? undefined : Number(properties.DesiredCount),
      forceNewDeployment: properties.ForceNewDeployment !== undefined && nonce(properties) !== nonce(previous),
    });
    await changeTags(context, existing.physicalId, properties, previous);
    await untilSteady(context, cluster, existing.physicalId, updated?.deployments?.[0]?.id);
    return existing;
  },

  async delete(context, existing, properties) {
    try {
      await remove(context, existing, clusterOf(properties));
    } catch (error) {
      if (!isMissing(error)) {
        throw error;
      }
    }
  },
};

function clusterOf({ Cluster = 'default' }: Properties): string {
  return String(Cluster);
}

/** The API says `placementStrategy` where CloudFormation says `PlacementStrategies`. */
function inApiNames<Input>(properties: Properties, names: readonly string[]): Input {
  const { placementStrategies, ...rest } = pick<Record<string, unknown>>(properties, names);
  return { ...rest, ...(placementStrategies === undefined ? {} : { placementStrategy: placementStrategies }) } as Input;
}

async function describe(context: ResourceContext, cluster: string, arn: string): Promise<Service | undefined> {
  const { services = [] } = await context.clients.ecs.describeServices({ cluster, services: [arn] });
  return services[0];
}

async function untilSteady(
  context: ResourceContext,
  cluster: string,
  arn: string,
  deployment: string | undefined,
): Promise<void> {
  const steady = async () => {
    const current = await describe(context, cluster, arn);
    const [primary] = current?.deployments ?? [];
    if (primary === undefined || primary.id !== deployment || primary.rolloutState === 'FAILED') {
      // Another deployment in its place: the circuit breaker has rolled back already.
      throw new Error("Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.");
    }
    return (
      primary.rolloutState === 'COMPLETED' &&
      current?.deployments?.length === 1 &&
      current.runningCount === current.desiredCount
    );
  };
  await context.stabilise(`service ${arn} to reach a steady state`, steady, STEADY_SECONDS);
}

async function remove(context: ResourceContext, { physicalId }: Resource, cluster: string): Promise<void> {
  await context.clients.ecs.deleteService({ cluster, service: physicalId, force: true });
  await context.stabilise(`service ${physicalId} to be drained`, async () => {
    const status = (await describe(context, cluster, physicalId))?.status;
    return status === undefined || status === 'INACTIVE';
  });
}
