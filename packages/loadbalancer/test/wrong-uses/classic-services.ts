import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { WrongUse } from './wrong-use';
import { ClassicLoadBalancer } from '../../src';
import { makeService, type Environment, type ServiceOptions } from '../support';

function old(made: Environment): ClassicLoadBalancer {
  const { networkStack, vpc } = made;
  return new ClassicLoadBalancer(networkStack, 'Old', { vpc, plainHttp: true, instancePort: 8080 });
}

const fixed = (hostPort: number): ServiceOptions => ({ portMappings: [{ containerPort: 80, hostPort }] });
const web = (options: ServiceOptions) => (made: Environment) =>
  old(made).addService({ service: makeService(made, options) });

export const CLASSIC_SERVICE_USES: readonly WrongUse[] = [
  {
    name: 'a service that its Classic Load Balancer does not reach',
    use: web(fixed(8080)),
    text:
      "GroupOutOfReach: service Test/Web runs on group 'default', which load balancer Test/Old may not reach; " +
      'call allowTo with that group',
  },
  {
    name: 'a service with addresses of its own behind a Classic Load Balancer',
    use: web({ networkMode: ecs.NetworkMode.AWS_VPC }),
    text:
      'ClassicWithAwsvpc: service Test/Web has network mode awsvpc, but a Classic Load Balancer knows instances only; ' +
      'use bridge or host, or an ApplicationLoadBalancer',
  },
  {
    name: 'a service that rebalances zones behind a Classic Load Balancer',
    use: web({ ...fixed(8080), availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED }),
    text:
      'ClassicWithRebalancing: service Test/Web rebalances zones, which ECS refuses behind a Classic Load Balancer; ' +
      'set availabilityZoneRebalancing to DISABLED, or use an ApplicationLoadBalancer',
  },
  {
    name: 'any host port behind a Classic Load Balancer',
    use: web({}),
    text:
      'ClassicNeedsHostPort: service Test/Web leaves the host port to the agent, but a Classic Load Balancer sends to ' +
      'one port of all instances; set hostPort to 8080, or use an ApplicationLoadBalancer',
  },
  {
    name: 'another host port than the Classic Load Balancer sends to',
    use: web(fixed(8081)),
    text: 'InstancePortMismatch: service Test/Web has host port 8081, but the load balancer sends to 8080; make both the same',
  },
  {
    name: 'two services behind one Classic Load Balancer',
    use: (made) => {
      const balancer = old(made);
      balancer.allowTo(made.group);
      balancer.addService({ service: makeService(made, fixed(8080)) });
      balancer.addService({ service: makeService(made, { id: 'Api', ...fixed(8080) }) });
    },
    text:
      'ClassicServesOne: a Classic Load Balancer serves one service, Test/Old has Test/Web; give Test/Api one of its ' +
      'own, or use an ApplicationLoadBalancer',
  },
];
