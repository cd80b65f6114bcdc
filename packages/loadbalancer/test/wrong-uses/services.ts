import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import type { WrongUse } from './wrong-use';
import type { ApplicationServiceProps, NetworkServiceProps } from '../../src';
import { ApplicationLoadBalancer, NetworkLoadBalancer } from '../../src';
import { makeService, makeVpc, type Environment, type ServiceOptions } from '../support';

function front(made: Environment): ApplicationLoadBalancer {
  const balancer = new ApplicationLoadBalancer(made.networkStack, 'Front', { vpc: made.vpc, plainHttp: true });
  balancer.allowTo(made.group);
  return balancer;
}

const web = (props: Partial<ApplicationServiceProps>, options?: ServiceOptions) => (made: Environment) =>
  front(made).addService('Web', { service: makeService(made, options), ...props });

const mqtt = (props: Partial<NetworkServiceProps>) => (made: Environment) => {
  const broker = new NetworkLoadBalancer(made.networkStack, 'Broker', { vpc: made.vpc });
  broker.allowTo(made.group);
  broker.addService('Mqtt', { service: makeService(made), port: 1883, ...props });
  return { made, broker };
};

const outOfReach = (balancer: string) =>
  `GroupOutOfReach: service Test/Web runs on group 'default', which load balancer Test/${balancer} may not reach; ` +
  'call allowTo with that group';

const fixed = (hostPort: number) => ({ portMappings: [{ containerPort: 8080, hostPort }] });

export const SERVICE_USES: readonly WrongUse[] = [
  {
    name: 'a service that its Application Load Balancer does not reach',
    use: (made) =>
      new ApplicationLoadBalancer(made.networkStack, 'Front', { vpc: made.vpc, plainHttp: true }).addService('Web', {
        service: makeService(made),
      }),
    text: outOfReach('Front'),
  },
  {
    name: 'a service that its Network Load Balancer does not reach',
    use: (made) =>
      new NetworkLoadBalancer(made.networkStack, 'Broker', { vpc: made.vpc }).addService('Web', {
        service: makeService(made),
        port: 80,
      }),
    text: outOfReach('Broker'),
  },
  {
    name: 'a service of another VPC',
    use: (made) => {
      const vpc = makeVpc(made.networkStack, {}, 'Other');
      const balancer = new ApplicationLoadBalancer(made.networkStack, 'Front', { vpc, plainHttp: true });
      balancer.addService('Web', { service: makeService(made) });
    },
    text:
      'ServiceInOtherVpc: load balancer Test/Front stands in Test/Other, service Test/Web in Test/Vpc; ' +
      'give both the same vpc',
  },
  {
    name: 'a service twice under one id',
    use: (made) => {
      const balancer = front(made);
      const service = makeService(made);
      balancer.addService('Web', { service });
      balancer.addService('Web', { service, pathPatterns: ['/api/*'], priority: 1 });
    },
    text: "ServiceTwice: service Test/Web is already added as 'Web'; choose another id",
  },
  {
    name: 'a container that is not there',
    use: web({ containerName: 'api' }),
    text:
      "ContainerNotFound: service Test/Web has no container 'api'; add it to the task definition first, or leave " +
      'containerName out for the first essential one',
  },
  {
    name: 'a container that maps no port',
    use: web({}, { portMappings: [] }),
    text:
      "ContainerPortMissing: container 'web' of service Test/Web must map the TCP port that the load balancer sends " +
      'to, got none; add portMappings: [{ containerPort: 80 }]',
  },
  {
    name: 'a port that is not mapped',
    use: web({ containerPort: 9090 }),
    text:
      "ContainerPortMissing: container 'web' of service Test/Web must map the TCP port that the load balancer sends " +
      'to, got 8080; add portMappings: [{ containerPort: 9090 }]',
  },
  {
    name: 'a port of UDP',
    use: web({}, { portMappings: [{ containerPort: 53, protocol: ecs.Protocol.UDP }] }),
    text:
      "ContainerPortMissing: container 'web' of service Test/Web must map the TCP port that the load balancer sends " +
      'to, got none; add portMappings: [{ containerPort: 80 }]',
  },
  {
    name: 'one of two ports',
    use: web({}, { portMappings: [{ containerPort: 8080 }, { containerPort: 9090 }] }),
    text:
      "ContainerPortAmbiguous: container 'web' of service Test/Web maps the TCP ports 8080, 9090; " +
      'choose one with containerPort',
  },
  {
    name: 'a service without a network',
    use: web({}, { networkMode: ecs.NetworkMode.NONE, portMappings: [] }),
    text:
      'NetworkModeNone: service Test/Web has network mode none, so nothing can reach its tasks; ' +
      'use bridge, host or awsvpc',
  },
  {
    name: 'a host port of SSH',
    use: web({}, fixed(22)),
    text:
      'HostPortReserved: the host port of service Test/Web must not be one of 22, 2375, 2376, 51678, 51679, 51680, ' +
      'which belong to the instance, got 22; choose another one',
  },
  {
    name: 'a fixed host port among those that the agent hands out',
    use: web({}, fixed(51677)),
    text:
      'HostPortDynamic: the host port of service Test/Web must not lie in 32768 to 51677, which the agent hands out to ' +
      'any container, got 51677; choose one below, or leave the host port to the agent',
  },
  {
    name: 'a host port that another service has',
    use: (made) => {
      const balancer = front(made);
      balancer.addService('Web', { service: makeService(made, fixed(8080)) });
      const service = makeService(made, { id: 'Api', ...fixed(8080) });
      balancer.addService('Api', { service, pathPatterns: ['/api/*'], priority: 1 });
    },
    text:
      "HostPortTaken: service Test/Api takes host port 8080 on group 'default', and so does Test/Web; " +
      'choose another one, or leave the host port to the agent',
  },
  {
    name: 'some requests without a priority',
    use: web({ hostHeaders: ['www.example.com'] }),
    text:
      "PriorityMissing: 'Web' of service Test/Web takes only some requests, so it must say when its rule is asked; " +
      'set priority to 1 to 50000, the lower number is asked first',
  },
  {
    name: 'a priority of zero',
    use: web({ pathPatterns: ['/api/*'], priority: 0 }),
    text: 'NumberOutOfRange: priority must be 1 to 50000, got 0; a lower number is asked first',
  },
  {
    name: 'a priority that another service has',
    use: (made) => {
      const balancer = front(made);
      balancer.addService('Web', { service: makeService(made) });
      balancer.addService('Api', { service: makeService(made, { id: 'Api' }) });
    },
    text:
      "PriorityTaken: 'Api' of service Test/Api cannot have priority 50000 at load balancer Test/Front, 'Web' of " +
      'service Test/Web has it; give one of them another number',
  },
  {
    name: 'more hosts and paths than a rule can have',
    use: web({ hostHeaders: ['a.example', 'b.example', 'c.example'], pathPatterns: ['/a', '/b', '/c'], priority: 1 }),
    text:
      'RuleValuesTooMany: hostHeaders and pathPatterns must have at most 5 values together, got 6; add the service ' +
      'again, with the others',
  },
  {
    name: 'an address in the place of a host',
    use: web({ hostHeaders: ['https://www.example.com'], priority: 1 }),
    text:
      "HostHeaderInvalid: hostHeaders must be names of hosts, at most 128 characters, got 'https://www.example.com'; " +
      "write for example 'www.example.com' or '*.example.com'",
  },
  {
    name: 'a path that begins nowhere',
    use: web({ pathPatterns: ['api/*'], priority: 1 }),
    text:
      "PathPatternInvalid: pathPatterns must begin with a slash, at most 128 characters, got 'api/*'; write for " +
      "example '/api/*'",
  },
  {
    name: 'a slow start by another algorithm',
    use: web({
      slowStart: Duration.minutes(1),
      loadBalancingAlgorithmType: elbv2.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
    }),
    text:
      'SlowStartNeedsRoundRobin: slowStart works with the round robin algorithm only, got ' +
      "'least_outstanding_requests'; leave one of them out",
  },
  {
    name: 'a slow start that is over at once',
    use: web({ slowStart: Duration.seconds(29) }),
    text: 'DurationOutOfRange: slowStart must be 30 to 900 seconds, got 29; leave it out for none',
  },
  {
    name: 'a task that may take more than an hour to leave',
    use: web({ deregistrationDelay: Duration.seconds(3601) }),
    text: 'DurationOutOfRange: deregistrationDelay must be 0 to 3600 seconds, got 3601; leave it out for 60',
  },
  {
    name: 'a health check without a slash',
    use: web({ healthCheck: { path: 'health' } }),
    text: "HealthCheckPathInvalid: healthCheck.path must begin with a slash, got 'health'",
  },
  {
    name: 'a health check every second',
    use: web({ healthCheck: { interval: Duration.seconds(1) } }),
    text: 'DurationOutOfRange: healthCheck.interval must be 5 to 300 seconds, got 1; leave it out for 10',
  },
  {
    name: 'a health check that takes as long as it waits',
    use: web({ healthCheck: { timeout: Duration.seconds(10) } }),
    text:
      'HealthCheckTimeoutTooLong: healthCheck.timeout must be shorter than the interval of 10 seconds, got 10; ' +
      'raise healthCheck.interval or leave the timeout out',
  },
  {
    name: 'a health check that is satisfied at once',
    use: web({ healthCheck: { healthyThreshold: 1 } }),
    text: 'NumberOutOfRange: healthCheck.healthyThreshold must be 2 to 10, got 1; leave it out for 2',
  },
  {
    name: 'answers to a health check that only connects',
    use: mqtt({ healthCheck: { healthyCodes: '200' } }),
    text:
      'HealthCheckPathMissing: healthCheck.healthyCodes are answers to HTTP, but without a path a Network Load ' +
      'Balancer only connects; set healthCheck.path',
  },
  {
    name: 'a TLS policy without TLS',
    use: mqtt({ sslPolicy: elbv2.SslPolicy.TLS13_13 }),
    text:
      'TlsWithoutCertificate: sslPolicy is for TLS that ends at the load balancer; give certificates, or leave ' +
      'sslPolicy out',
  },
  {
    name: 'a port of no network',
    use: mqtt({ port: 70000 }),
    text: 'NumberOutOfRange: port must be 1 to 65535, got 70000; it is what clients connect to',
  },
  {
    name: 'a port that another service has',
    use: (surroundings) => {
      const { made, broker } = mqtt({})(surroundings);
      broker.addService('Amqp', { service: makeService(made, { id: 'Amqp' }), port: 1883 });
    },
    text:
      "ListenerPortTaken: 'Amqp' of service Test/Amqp cannot have port 1883 of load balancer Test/Broker, 'Mqtt' of " +
      'service Test/Web has it; choose another one',
  },
];
