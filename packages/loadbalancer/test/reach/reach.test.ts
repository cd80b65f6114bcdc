import * as instances from '@ecs-groundwork/instances';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Stack } from 'aws-cdk-lib/core';
import { ApplicationLoadBalancer } from '../../src';
import { environment, makeService, rules, type Environment, type Rule, templateOf } from '../support';

const RANGE = `${instances.DynamicPortRange.FIRST}-${instances.DynamicPortRange.LAST}`;

function make(stacks: 'one' | 'three' = 'one', stack: (made: Environment) => Stack = (made) => made.clusterStack) {
  const made = environment(stacks);
  const front = new ApplicationLoadBalancer(stack(made), 'Front', { vpc: made.vpc, plainHttp: true, allowFrom: [] });
  return { ...made, front };
}

const ports = (stack: Stack, range: string): Rule[] => rules(stack).filter((rule) => rule.ports === range);

describe('a load balancer reaches a group', () => {
  test('on the ports that its agents hand out, both ways described, and on no others', () => {
    const { front, group, clusterStack } = make();
    front.allowTo(group);
    const description = 'Load balancer to container instances of group default';
    expect(rules(clusterStack).filter(({ peer }) => peer !== '127.0.0.1/32')).toEqual([
      { way: 'in', ports: RANGE, description, peer: expect.stringContaining('FrontSecurityGroup') },
      { way: 'out', ports: RANGE, description, peer: expect.stringContaining('Groupsdefault') },
    ]);
  });

  test('once, however often it is allowed', () => {
    const { front, group, clusterStack } = make();
    front.allowTo(group);
    front.allowTo(group);
    expect(ports(clusterStack, RANGE)).toHaveLength(2);
  });

  test('beside other groups', () => {
    const { front, group, cluster, clusterStack } = make();
    front.allowTo(group);
    front.allowTo(cluster.addInstanceGroup('batch'));
    expect(ports(clusterStack, RANGE)).toHaveLength(4);
  });

  const places: [string, (made: Environment) => Stack][] = [
    ['the network', (made) => made.networkStack],
    ['the cluster', (made) => made.clusterStack],
    ['the services', (made) => made.servicesStack],
    ['its own', (made) => new Stack(made.app, 'Edge')],
  ];

  test.each(places)('from the stack of %s, in three stacks that wait for each other in one direction', (_, place) => {
    const { front, group, app, ...made } = make('three', place);
    front.allowTo(group);
    const [web, own, fixed] = [
      {},
      { networkMode: ecs.NetworkMode.AWS_VPC },
      { portMappings: [{ containerPort: 80, hostPort: 8080 }] },
    ].map((options, index) => makeService({ ...made, app, group }, { id: `Service${index}`, ...options }));
    front.addService('Web', { service: web });
    front.addService('Own', { service: own, hostHeaders: ['own.example'], priority: 1 });
    front.addService('Fixed', { service: fixed, hostHeaders: ['fixed.example'], priority: 2 });
    expect(() => app.synth()).not.toThrow();
  });

  test('in the same words, whatever services there are', () => {
    const clusters = [false, true].map((served) => {
      const { front, group, app, ...made } = make('three');
      front.allowTo(group);
      const service = makeService({ ...made, app, group });
      if (served) {
        front.addService('Web', { service });
      }
      app.synth();
      return templateOf(made.clusterStack).toJSON().Resources as unknown;
    });
    expect(clusters[1]).toEqual(clusters[0]);
  });
});

describe('a service on a group that its load balancer may not reach', () => {
  const OUT_OF_REACH = /GroupOutOfReach: service Test\/Web runs on group 'default', which load balancer Test\/Front/;

  test('fails', () => {
    const { front, app, ...made } = make();
    front.addService('Web', { service: makeService({ ...made, app }) });
    expect(() => app.synth()).toThrow(OUT_OF_REACH);
  });

  test('fails when it is added the way of CDK', () => {
    const { front, app, ...made } = make();
    front.serviceListener.addTargets('Web', { port: 80, targets: [makeService({ ...made, app })] });
    expect(() => app.synth()).toThrow(OUT_OF_REACH);
  });

  test('fails when a listener that was added forwards to a target group of CDK', () => {
    const { front, app, vpc, ...made } = make();
    const service = makeService({ ...made, app, vpc });
    const targetGroup = new elbv2.ApplicationTargetGroup(made.servicesStack, 'Targets', {
      vpc,
      port: 80,
      targets: [service],
    });
    front.addListener('Admin', { port: 8080, defaultTargetGroups: [targetGroup] });
    expect(() => app.synth()).toThrow(OUT_OF_REACH);
  });

  test('fails on the second group of its strategy', () => {
    const { front, app, group, cluster, ...made } = make();
    const batch = cluster.addInstanceGroup('batch');
    front.allowTo(group);
    const service = makeService(
      { ...made, app, group, cluster },
      { capacityProviderStrategies: [group, batch].map((each) => each.capacityProviderStrategy()) },
    );
    front.addService('Web', { service });
    expect(() => app.synth()).toThrow(/runs on group 'batch'/);
  });

  test('fails when a daemon runs on every group', () => {
    const { front, app, group, cluster, ...made } = make();
    cluster.addInstanceGroup('batch');
    front.allowTo(group);
    front.addService('Web', { service: makeService({ ...made, app, group, cluster }, { daemon: true }) });
    expect(() => app.synth()).toThrow(/runs on group 'batch'/);
  });

  test('is fine when a daemon is bound to the group that may be reached', () => {
    const { front, app, group, cluster, ...made } = make();
    cluster.addInstanceGroup('batch');
    front.allowTo(group);
    const placementConstraints = [group.placementConstraint()];
    const service = makeService({ ...made, app, group, cluster }, { daemon: true, placementConstraints });
    front.addService('Web', { service });
    expect(() => app.synth()).not.toThrow();
  });

  test('is fine when it is allowed afterwards', () => {
    const { front, app, group, ...made } = make();
    front.addService('Web', { service: makeService({ ...made, app, group }) });
    front.allowTo(group);
    expect(() => app.synth()).not.toThrow();
  });

  test('is fine when it has addresses of its own', () => {
    const { front, app, ...made } = make();
    const service = makeService({ ...made, app }, { networkMode: ecs.NetworkMode.AWS_VPC });
    front.addService('Web', { service });
    expect(() => app.synth()).not.toThrow();
  });
});

describe('a service in awsvpc mode', () => {
  test.each(['one', 'three'] as const)('is opened at its own port and nowhere else, in %s stacks', (stacks) => {
    const made = make(stacks);
    const service = makeService(made, { networkMode: ecs.NetworkMode.AWS_VPC });
    made.front.addService('Web', { service });
    made.app.synth();
    expect(ports(made.servicesStack, '8080').map(({ way }) => way)).toEqual(['in', 'out']);
    expect(ports(made.clusterStack, RANGE)).toEqual([]);
  });
});

describe('a service with a fixed host port', () => {
  const fixed = { portMappings: [{ containerPort: 8080, hostPort: 9000 }] };

  test.each([
    ['in bridge mode', { ...fixed, networkMode: ecs.NetworkMode.BRIDGE }],
    ['in host mode', { networkMode: ecs.NetworkMode.HOST, portMappings: [{ containerPort: 9000 }] }],
  ])('%s is opened at that port, in its own stack', (_, options) => {
    const made = make('three');
    made.front.allowTo(made.group);
    made.front.addService('Web', { service: makeService(made, options) });
    made.app.synth();
    const description = 'Load balancer to host port 9000 of group default';
    expect(ports(made.servicesStack, '9000')).toEqual([
      { way: 'in', ports: '9000', description, peer: expect.stringContaining('FrontSecurityGroup') },
      { way: 'out', ports: '9000', description, peer: expect.stringContaining('Groupsdefault') },
    ]);
    expect(ports(made.clusterStack, '9000')).toEqual([]);
    templateOf(made.servicesStack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 9000,
    });
  });

  test('is opened also when the group is allowed afterwards, and on its own groups only', () => {
    const made = make();
    made.front.addService('Web', { service: makeService(made, fixed) });
    made.front.allowTo(made.cluster.addInstanceGroup('batch'));
    made.front.allowTo(made.group);
    expect(ports(made.servicesStack, '9000').map(({ description }) => description)).toEqual([
      'Load balancer to host port 9000 of group default',
      'Load balancer to host port 9000 of group default',
    ]);
  });

  test('is opened once for two rules', () => {
    const made = make();
    made.front.allowTo(made.group);
    const service = makeService(made, fixed);
    made.front.addService('Web', { service });
    made.front.addService('Api', { service, pathPatterns: ['/api/*'], priority: 1 });
    expect(ports(made.servicesStack, '9000')).toHaveLength(2);
  });
});

describe('instances of which nothing is known', () => {
  test('are warned about', () => {
    const { front, app, vpc, servicesStack, ...made } = make('three');
    const cluster = ecs.Cluster.fromClusterAttributes(servicesStack, 'Imported', {
      clusterName: 'other',
      vpc,
      securityGroups: [],
    });
    const taskDefinition = new ecs.Ec2TaskDefinition(servicesStack, 'Tasks');
    taskDefinition.addContainer('web', {
      image: ecs.ContainerImage.fromRegistry('nginx'),
      memoryLimitMiB: 64,
      portMappings: [{ containerPort: 80 }],
    });
    const service = new ecs.Ec2Service(servicesStack, 'Service', { cluster, taskDefinition, minHealthyPercent: 100 });
    front.addService('Web', { service });
    expect(made.group).toBeDefined();
    Annotations.fromStack(servicesStack).hasWarning(
      '/Services/Service',
      Match.stringLikeRegexp('Which instances this service runs on is not known here'),
    );
    expect(() => app.synth()).not.toThrow();
  });

  test('of CDK’s own capacity are opened by CDK', () => {
    const { front, vpc, servicesStack } = make();
    const cluster = new ecs.Cluster(servicesStack, 'Plain', { vpc });
    cluster.addCapacity('Capacity', {
      instanceType: new ec2.InstanceType('t3.micro'),
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
    });
    const taskDefinition = new ecs.Ec2TaskDefinition(servicesStack, 'Tasks');
    taskDefinition.addContainer('web', {
      image: ecs.ContainerImage.fromRegistry('nginx'),
      memoryLimitMiB: 64,
      portMappings: [{ containerPort: 80 }],
    });
    const service = new ecs.Ec2Service(servicesStack, 'Service', { cluster, taskDefinition, minHealthyPercent: 100 });
    front.addService('Web', { service });
    expect(ports(servicesStack, '32768-65535')).toHaveLength(2);
    Annotations.fromStack(servicesStack).hasNoWarning('*', Match.stringLikeRegexp('is not known here'));
  });
});
