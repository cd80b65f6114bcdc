import * as ecs from 'aws-cdk-lib/aws-ecs';
import { failure } from '../private/errors';
import type { ServiceTarget } from '../service/service-target';

/** Fails on a service that ECS cannot put behind a Classic Load Balancer, or that it would put there in vain. */
export function checkClassicService(
  service: ecs.Ec2Service,
  { hostPort, ownAddress }: ServiceTarget,
  instancePorts: readonly number[],
): void {
  const { path } = service.node;
  if (ownAddress) {
    throw failure(
      'ClassicWithAwsvpc',
      `service ${path} has network mode awsvpc, but a Classic Load Balancer knows instances only; ` +
        `use bridge or host, or an ApplicationLoadBalancer`,
    );
  }
  const { availabilityZoneRebalancing } = service.node.findChild('Service') as ecs.CfnService;
  if (availabilityZoneRebalancing === ecs.AvailabilityZoneRebalancing.ENABLED) {
    throw failure(
      'ClassicWithRebalancing',
      `service ${path} rebalances zones, which ECS refuses behind a Classic Load Balancer; ` +
        `set availabilityZoneRebalancing to DISABLED, or use an ApplicationLoadBalancer`,
    );
  }
  if (hostPort === undefined) {
    throw failure(
      'ClassicNeedsHostPort',
      `service ${path} leaves the host port to the agent, but a Classic Load Balancer sends to one port of all ` +
        `instances; set hostPort to ${instancePorts.join(' or ')}, or use an ApplicationLoadBalancer`,
    );
  }
  if (!instancePorts.includes(hostPort)) {
    throw failure(
      'InstancePortMismatch',
      `service ${path} has host port ${hostPort}, but the load balancer sends to ${instancePorts.join(', ')}; ` +
        `make both the same`,
    );
  }
}
