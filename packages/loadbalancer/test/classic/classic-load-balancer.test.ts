import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { NetworkMode } from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancing';
import { Duration } from 'aws-cdk-lib/core';
import type { ClassicLoadBalancerProps } from '../../src';
import { ClassicLoadBalancer, Scheme } from '../../src';
import { certificate, environment, makeService, NOWHERE, only, resources, rules, type Rule } from '../support';

const FIXED = { portMappings: [{ containerPort: 80, hostPort: 8080 }] };

function make(props: Partial<ClassicLoadBalancerProps> = {}, stacks: 'one' | 'three' = 'one') {
  const made = environment(stacks);
  const encryption = props.plainHttp ? {} : { certificate: certificate(made.clusterStack) };
  const old = new ClassicLoadBalancer(made.clusterStack, 'Old', {
    vpc: made.vpc,
    instancePort: 8080,
    ...encryption,
    ...props,
  });
  return { ...made, stack: made.clusterStack, old };
}

const propertiesOf = (props?: Partial<ClassicLoadBalancerProps>) =>
  only(make(props).stack, 'AWS::ElasticLoadBalancing::LoadBalancer')[1].Properties;
const short = ({ way, ports, description }: Rule) => `${way} ${ports} ${String(description)}`;

describe('a Classic Load Balancer', () => {
  test('is an elb.LoadBalancer', () => {
    expect(make().old).toBeInstanceOf(elb.LoadBalancer);
  });

  test('drains connections, across zones, facing the internet', () => {
    expect(propertiesOf()).toMatchObject({
      Scheme: 'internet-facing',
      CrossZone: true,
      ConnectionDrainingPolicy: { Enabled: true, Timeout: 60 },
      ConnectionSettings: { IdleTimeout: 60 },
    });
  });

  test('drains, waits and stays inside as told', () => {
    const properties = propertiesOf({
      scheme: Scheme.INTERNAL,
      crossZoneEnabled: false,
      drainingTimeout: Duration.minutes(5),
      idleTimeout: Duration.minutes(2),
    });
    expect(properties).toMatchObject({
      Scheme: 'internal',
      CrossZone: false,
      Subnets: [{ Ref: 'VpcPrivateSubnet1Subnet536B997A' }, { Ref: 'VpcPrivateSubnet2Subnet3788AAA1' }],
      ConnectionDrainingPolicy: { Enabled: true, Timeout: 300 },
      ConnectionSettings: { IdleTimeout: 120 },
    });
  });

  test('answers HTTPS with the strongest policy it knows', () => {
    expect(propertiesOf()).toMatchObject({
      Listeners: [
        {
          LoadBalancerPort: '443',
          Protocol: 'https',
          InstancePort: '8080',
          InstanceProtocol: 'http',
          PolicyNames: ['strong-tls'],
        },
      ],
      Policies: [
        {
          PolicyName: 'strong-tls',
          PolicyType: 'SSLNegotiationPolicyType',
          Attributes: [{ Name: 'Reference-Security-Policy', Value: 'ELBSecurityPolicy-TLS-1-2-2017-01' }],
        },
      ],
    });
  });

  test('answers plain HTTP where that is said', () => {
    expect(propertiesOf({ plainHttp: true })).toMatchObject({
      Listeners: [{ LoadBalancerPort: '80', Protocol: 'http', InstancePort: '8080', InstanceProtocol: 'http' }],
    });
  });

  test('asks for / every ten seconds', () => {
    expect(propertiesOf().HealthCheck).toEqual({
      Target: 'HTTP:8080/',
      Interval: '10',
      Timeout: '5',
      HealthyThreshold: '2',
      UnhealthyThreshold: '3',
    });
  });

  test('asks as it is told', () => {
    const healthCheck = { path: '/health', interval: Duration.seconds(30), unhealthyThreshold: 4 };
    expect(propertiesOf({ healthCheck }).HealthCheck).toMatchObject({
      Target: 'HTTP:8080/health',
      Interval: '30',
      UnhealthyThreshold: '4',
    });
  });

  test('lets clients in and nothing out', () => {
    expect(rules(make().stack)).toEqual([
      { way: 'in', ports: '443', description: 'Clients to port 443', peer: '0.0.0.0/0' },
      NOWHERE,
    ]);
  });

  test('lets in whom it is told to', () => {
    const { stack } = make({ allowFrom: [ec2.Peer.ipv4('198.51.100.0/24')] });
    expect(rules(stack)).toContainEqual(expect.objectContaining({ ports: '443', peer: '198.51.100.0/24' }));
  });

  test('reaches a group at the port of its instances and nowhere else', () => {
    const { old, group, stack } = make();
    old.allowTo(group);
    old.allowTo(group);
    expect(rules(stack).map(short)).toEqual([
      'in 443 Clients to port 443',
      `out 443 ${String(NOWHERE.description)}`,
      'in 8080 Load balancer to container instances of group default',
      'out 8080 Load balancer to container instances of group default',
    ]);
  });

  test('opens the port of a listener that is added, whether the group was allowed before or is later', () => {
    const { old, group, cluster, stack } = make();
    old.allowTo(group);
    old.addListener({ externalPort: 8443, internalPort: 9000, externalProtocol: elb.LoadBalancingProtocol.TCP });
    old.allowTo(cluster.addInstanceGroup('batch'));
    const opened = rules(stack).filter(({ ports }) => ports === '9000');
    expect(opened.map(short)).toEqual([
      'in 9000 Load balancer to container instances of group default',
      'in 9000 Load balancer to container instances of group batch',
      'out 9000 Load balancer to container instances of group default',
      'out 9000 Load balancer to container instances of group batch',
    ]);
    expect(rules(stack).map(short)).toContain('in 8443 Clients to port 8443');
  });

  test('keeps its id', () => {
    expect(Object.keys(resources(make().stack, 'AWS::ElasticLoadBalancing::LoadBalancer'))).toEqual(['OldF7E39C65']);
  });
});

describe('a service behind a Classic Load Balancer', () => {
  const attached = [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: { Ref: 'OldF7E39C65' } }];

  test('is registered by its instances', () => {
    const { old, group, ...made } = make();
    old.allowTo(group);
    old.addService({ service: makeService({ ...made, group }, FIXED) });
    expect(only(made.stack, 'AWS::ECS::Service')[1].Properties.LoadBalancers).toEqual(attached);
  });

  test('may be in host mode', () => {
    const { old, group, ...made } = make({ instancePort: 80 });
    old.allowTo(group);
    const options = { networkMode: NetworkMode.HOST, portMappings: [{ containerPort: 80 }] };
    old.addService({ service: makeService({ ...made, group }, options) });
    expect(only(made.stack, 'AWS::ECS::Service')[1].Properties.LoadBalancers).toEqual(attached);
  });

  test('may be added the way of CDK', () => {
    const { old, group, ...made } = make();
    old.allowTo(group);
    old.addTarget(makeService({ ...made, group }, FIXED));
    expect(only(made.stack, 'AWS::ECS::Service')[1].Properties.LoadBalancers).toEqual(attached);
  });

  test('may stand in another stack, which brings no rules', () => {
    const { old, app, group, ...made } = make({}, 'three');
    old.allowTo(group);
    old.addService({ service: makeService({ ...made, app, group }, FIXED) });
    app.synth();
    expect(rules(made.servicesStack)).toEqual([]);
  });
});
