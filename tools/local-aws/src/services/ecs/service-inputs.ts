import type {
  CapacityProviderStrategyItem,
  CreateServiceCommandInput,
  NetworkConfiguration,
} from '@aws-sdk/client-ecs';
import { AwsError } from '../../service';
import { checkStrategy } from './provider-checks';
import { findTaskDefinition, invalid } from './find';
import type { Cluster, DeploymentSpec, KeptServiceProperties, StoredTaskDefinition } from './model';
import type { Runtime } from './runtime';
import { checkedExpression } from './task-definition-checks';

const STRATEGY_TYPES = ['binpack', 'random', 'spread'];

export type SpecInput = Pick<
  CreateServiceCommandInput,
  | 'taskDefinition'
  | 'capacityProviderStrategy'
  | 'launchType'
  | 'loadBalancers'
  | 'networkConfiguration'
  | 'placementConstraints'
  | 'placementStrategy'
>;

/** What a deployment is made of, checked. Without launch type and strategy the cluster's default strategy counts. */
export function deploymentSpec(runtime: Runtime, cluster: Cluster, input: SpecInput, daemon: boolean): DeploymentSpec {
  const definition = findTaskDefinition(runtime, input.taskDefinition);
  const { launchType, networkConfiguration, loadBalancers = [] } = input;
  const { placementConstraints = [], placementStrategy = [] } = input;
  if (launchType !== undefined && input.capacityProviderStrategy !== undefined) {
    throw invalid(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  if (launchType !== undefined && launchType !== 'EC2') {
    throw new AwsError('UnsupportedOperation', `Local AWS does not play the launch type ${launchType}`, 501);
  }
  if (daemon && placementStrategy.length > 0) {
    throw invalid('Placement strategies are not supported with the DAEMON scheduling strategy.');
  }
  checkNetwork(definition, networkConfiguration);
  placementConstraints
    .filter(({ type }) => type === 'memberOf')
    .forEach(({ expression = '' }) => checkedExpression(expression));
  const unknown = placementStrategy.find(({ type = '' }) => !STRATEGY_TYPES.includes(type));
  if (unknown !== undefined) {
    throw invalid(`Invalid placement strategy type ${unknown.type}; valid are ${STRATEGY_TYPES.join(', ')}`);
  }
  return {
    taskDefinition: definition.arn,
    capacityProviderStrategy: strategyOf(runtime, cluster, input),
    launchType: strategyOf(runtime, cluster, input) === undefined ? 'EC2' : undefined,
    networkConfiguration,
    loadBalancers,
    placementConstraints,
    placementStrategy,
  };
}

/** Tasks in the network mode `awsvpc`, and no others, are told their subnets. */
export function checkNetwork(
  { definition: { networkMode } }: StoredTaskDefinition,
  networkConfiguration: NetworkConfiguration | undefined,
): void {
  if (networkMode === 'awsvpc' && networkConfiguration?.awsvpcConfiguration === undefined) {
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  if (networkMode !== 'awsvpc' && networkConfiguration !== undefined) {
    throw invalid('Network Configuration is not valid for the given networkMode of this task definition.');
  }
}

export function strategyOf(
  runtime: Runtime,
  cluster: Cluster,
  { launchType, capacityProviderStrategy }: Pick<SpecInput, 'launchType' | 'capacityProviderStrategy'>,
): CapacityProviderStrategyItem[] | undefined {
  if (launchType !== undefined) {
    return undefined;
  }
  const strategy = capacityProviderStrategy ?? cluster.defaultStrategy;
  return strategy.length === 0 ? undefined : checkStrategy(runtime, cluster.capacityProviders, strategy);
}

export const KEPT = [
  'availabilityZoneRebalancing',
  'deploymentConfiguration',
  'deploymentController',
  'enableECSManagedTags',
  'enableExecuteCommand',
  'healthCheckGracePeriodSeconds',
  'propagateTags',
  'role',
  'serviceConnectConfiguration',
  'serviceRegistries',
  'volumeConfigurations',
] as const satisfies readonly (keyof KeptServiceProperties)[];

/** The properties that are kept as they came; only given ones. */
export function keptProperties(input: Partial<KeptServiceProperties>): KeptServiceProperties {
  return Object.fromEntries(KEPT.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]));
}

/** What AWS refuses about a service as a whole. */
export function checkService(kept: KeptServiceProperties, spec: DeploymentSpec, daemon: boolean): void {
  const { availabilityZoneRebalancing, deploymentConfiguration, deploymentController } = kept;
  if (kept.healthCheckGracePeriodSeconds !== undefined && spec.loadBalancers.length === 0) {
    throw invalid('Health check grace period is only valid for services configured to use load balancers');
  }
  if (deploymentController?.type !== undefined && deploymentController.type !== 'ECS') {
    throw new AwsError(
      'UnsupportedOperation',
      `Local AWS does not play the deployment controller ${deploymentController.type}`,
      501,
    );
  }
  const strategy = deploymentConfiguration?.strategy;
  if (strategy !== undefined && strategy !== 'ROLLING') {
    throw new AwsError('UnsupportedOperation', `Local AWS does not play the deployment strategy ${strategy}`, 501);
  }
  const { minimumHealthyPercent: min, maximumPercent: max } = deploymentConfiguration ?? {};
  if (min === 100 && max === 100 && !daemon) {
    throw invalid(
      'You must specify a maximumPercent above 100 or a minimumHealthyPercent below 100: with both at 100 no task can be replaced.',
    );
  }
  if (availabilityZoneRebalancing === 'ENABLED') {
    checkRebalancing(
      spec,
      daemon,
      max ?? 200,
      spec.loadBalancers.some(({ loadBalancerName }) => loadBalancerName !== undefined),
    );
  }
}

function checkRebalancing(spec: DeploymentSpec, daemon: boolean, maximumPercent: number, classic: boolean): void {
  const [first] = spec.placementStrategy;
  const byZone = spec.placementConstraints.some(({ expression = '' }) => expression.includes('ecs.availability-zone'));
  const zoneFirst =
    first === undefined || (first.type === 'spread' && first.field === 'attribute:ecs.availability-zone');
  const obstacles = [
    ...(daemon ? ['the DAEMON scheduling strategy'] : []),
    ...(maximumPercent <= 100 ? ['a maximumPercent of 100 or less'] : []),
    ...(zoneFirst ? [] : ['a first placement strategy other than a spread over attribute:ecs.availability-zone']),
    ...(byZone ? ['a placement constraint on attribute:ecs.availability-zone'] : []),
    ...(classic ? ['a Classic Load Balancer'] : []),
  ];
  if (obstacles.length > 0) {
    throw invalid(`Availability Zone rebalancing does not support ${obstacles.join(', ')}.`);
  }
}
