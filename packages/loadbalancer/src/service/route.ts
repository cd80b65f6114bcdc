import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { childOf } from './child';
import { failure } from '../private/errors';
import { differ } from '../shared/checks';

/**
 * Where what belongs to a service at a load balancer stands: inside the service, so that it lives in the service's
 * stack and goes with it.
 */
export function routeScope(service: ecs.Ec2Service, id: string): Construct {
  const routes = childOf(service, 'LoadBalancers');
  if (routes.node.tryFindChild(id)) {
    throw failure('ServiceTwice', `service ${service.node.path} is already added as '${id}'; choose another id`);
  }
  return new Construct(routes, id);
}

/** Fails unless a load balancer can reach the network that a service is in. */
export function checkServiceVpc(balancer: Construct, vpc: ec2.IVpc, service: ecs.Ec2Service): void {
  if (differ(service.cluster.vpc, vpc)) {
    throw failure(
      'ServiceInOtherVpc',
      `load balancer ${balancer.node.path} stands in ${vpc.node.path}, service ${service.node.path} in ` +
        `${service.cluster.vpc.node.path}; give both the same vpc`,
    );
  }
}
