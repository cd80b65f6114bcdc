import type * as loadbalancer from '@ecs-groundwork/loadbalancer';
import * as logging from '@ecs-groundwork/logging';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Stack } from 'aws-cdk-lib/core';
import type { Capacity } from './capacity';
import type { Settings } from './environment';

/** What the environment is for: here a web server, behind every load balancer. */
export function services(
  stack: Stack,
  { cluster, group }: Capacity,
  balancers: loadbalancer.ApplicationLoadBalancer[],
  settings: Settings,
): void {
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'WebTasks');
  taskDefinition.addContainer('web', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
    memoryReservationMiB: 128,
    portMappings: [{ containerPort: 80 }],
    logging: logging.ContainerLogs.viaRouter(),
  });
  const service = new ecs.Ec2Service(stack, 'Web', {
    cluster,
    taskDefinition,
    desiredCount: settings.serviceTasks,
    minHealthyPercent: 100,
    capacityProviderStrategies: [group.capacityProviderStrategy()],
    // AWS advises against mixing spread and binpack where ECS scales the instances
    placementStrategies: [ecs.PlacementStrategy.spreadAcross(ecs.BuiltInAttributes.AVAILABILITY_ZONE)],
    circuitBreaker: { rollback: true },
  });
  for (const balancer of balancers) {
    balancer.addService(balancer.node.id, { service });
  }
}
