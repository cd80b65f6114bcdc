import type { LoadBalancer, PortMapping } from '@aws-sdk/client-ecs';
import { demanded, findTaskDefinition, invalid } from './find';
import type { DeploymentSpec, StoredTaskDefinition } from './model';
import type { Runtime } from './runtime';

/** What AWS refuses about a service's load balancers, each in its words as far as they are known. */
export async function checkBalancers(
  runtime: Runtime,
  { taskDefinition, loadBalancers }: Pick<DeploymentSpec, 'taskDefinition' | 'loadBalancers'>,
): Promise<void> {
  const definition = findTaskDefinition(runtime, taskDefinition);
  for (const balancer of loadBalancers) {
    const mapping = portMapping(definition, balancer);
    await (balancer.targetGroupArn === undefined
      ? checkClassic(runtime, definition, balancer, mapping)
      : checkTargetGroup(runtime, definition, balancer.targetGroupArn));
  }
}

function portMapping(
  { definition: { containerDefinitions = [] } }: StoredTaskDefinition,
  { containerName, containerPort, loadBalancerName, targetGroupArn }: LoadBalancer,
): PortMapping {
  if (loadBalancerName !== undefined && targetGroupArn !== undefined) {
    throw invalid('Load balancer name and target group ARN cannot both be specified.');
  }
  const container = containerDefinitions.find(({ name }) => name === demanded(containerName, 'containerName'));
  if (container === undefined) {
    throw invalid(`The container ${containerName} does not exist in the task definition.`);
  }
  const mapping = container.portMappings?.find((candidate) => candidate.containerPort === containerPort);
  if (mapping === undefined) {
    throw invalid(`The container ${containerName} did not have a container port ${containerPort} defined.`);
  }
  return mapping;
}

async function checkTargetGroup(
  { balancers }: Runtime,
  { definition: { networkMode = 'bridge' } }: StoredTaskDefinition,
  arn: string,
): Promise<void> {
  const group = await balancers.targetGroup(arn);
  if (group === undefined) {
    throw invalid(`The target group ${arn} does not exist.`);
  }
  const targetType = networkMode === 'awsvpc' ? 'ip' : 'instance';
  if (group.targetType !== targetType) {
    throw invalid(
      `The provided target group ${arn} has target type ${group.targetType}, which is incompatible with the ${networkMode} network mode specified in the task definition.`,
    );
  }
  if (!group.used) {
    throw invalid(`The target group with targetGroupArn ${arn} does not have an associated load balancer.`);
  }
}

async function checkClassic(
  { balancers }: Runtime,
  { definition: { networkMode } }: StoredTaskDefinition,
  { loadBalancerName }: LoadBalancer,
  { containerPort, hostPort = 0 }: PortMapping,
): Promise<void> {
  const name = demanded(loadBalancerName, 'loadBalancerName');
  if (networkMode === 'awsvpc') {
    throw invalid('Classic Load Balancers are not supported with the awsvpc network mode.');
  }
  if (networkMode !== 'host' && hostPort === 0) {
    throw invalid(`A host port mapping for the container port ${containerPort} is required.`);
  }
  if (!(await balancers.hasClassic(name))) {
    throw invalid(`There is no ACTIVE Load Balancer named '${name}'`);
  }
}
