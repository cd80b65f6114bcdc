import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { NetworkMode } from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import * as cxapi from 'aws-cdk-lib/cx-api';
import type { NetworkLoadBalancerProps, NetworkServiceProps } from '../../src';
import { NetworkLoadBalancer, Scheme } from '../../src';
import {
  attributes,
  certificate,
  environment,
  makeService,
  makeVpc,
  NOWHERE,
  only,
  resources,
  rules,
  type ServiceOptions,
} from '../support';

const RANGE = '32768-51677';

interface Options {
  readonly balancer?: Partial<NetworkLoadBalancerProps>;
  readonly service?: ServiceOptions;
  readonly stacks?: 'one' | 'three';
}

function make(props: Partial<NetworkServiceProps> = {}, { balancer, service: options, stacks }: Options = {}) {
  const made = environment(stacks);
  const broker = new NetworkLoadBalancer(made.clusterStack, 'Broker', { vpc: made.vpc, ...balancer });
  broker.allowTo(made.group);
  const service = makeService(made, options);
  const targetGroup = broker.addService('Mqtt', { service, port: 1883, ...props });
  return { ...made, stack: made.servicesStack, broker, service, targetGroup };
}

const propertiesOf = (
  kind: 'LoadBalancer' | 'TargetGroup' | 'Listener',
  props?: Partial<NetworkServiceProps>,
  options?: Options,
) => only(make(props, options).stack, `AWS::ElasticLoadBalancingV2::${kind}`)[1].Properties;

describe('a Network Load Balancer', () => {
  test('is an elbv2.NetworkLoadBalancer', () => {
    expect(make().broker).toBeInstanceOf(elbv2.NetworkLoadBalancer);
  });

  test('faces the internet, across zones, and can be deleted', () => {
    const { stack } = make();
    expect(only(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer')[1].Properties).toMatchObject({
      Type: 'network',
      Scheme: 'internet-facing',
      Subnets: [{ Ref: 'VpcPublicSubnet1Subnet5C2D37C4' }, { Ref: 'VpcPublicSubnet2Subnet691E08A3' }],
    });
    expect(attributes(stack, 'LoadBalancer')).toEqual({
      'deletion_protection.enabled': 'false',
      'load_balancing.cross_zone.enabled': 'true',
    });
  });

  test('is protected, and stays in the zone, where told so', () => {
    const { stack } = make({}, { balancer: { deletionProtection: true, crossZoneEnabled: false } });
    expect(attributes(stack, 'LoadBalancer')).toEqual({
      'deletion_protection.enabled': 'true',
      'load_balancing.cross_zone.enabled': 'false',
    });
  });

  test.each([true, false])('has one security group, whatever CDK’s flag says (%s)', (flag) => {
    const app = new App({ context: { [cxapi.NETWORK_LOAD_BALANCER_WITH_SECURITY_GROUP_BY_DEFAULT]: flag } });
    const stack = new Stack(app, 'Test');
    new NetworkLoadBalancer(stack, 'Broker', { vpc: makeVpc(stack) });
    expect(only(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer')[1].Properties.SecurityGroups).toEqual([
      { 'Fn::GetAtt': ['BrokerSecurityGroup4607CDDC', 'GroupId'] },
    ]);
  });

  test('reaches groups and lets clients in, and nothing else', () => {
    const { stack } = make();
    expect(rules(stack).map(({ way, ports, description }) => [way, ports, description])).toEqual([
      ['out', NOWHERE.ports, NOWHERE.description],
      ['in', RANGE, 'Load balancer to container instances of group default'],
      ['in', '1883', 'Clients to Mqtt'],
      ['out', RANGE, 'Load balancer to container instances of group default'],
    ]);
  });

  test('keeps the ids of what must not be replaced', () => {
    const { stack } = make();
    const ids = ['LoadBalancer', 'Listener', 'TargetGroup'].map((kind) =>
      Object.keys(resources(stack, `AWS::ElasticLoadBalancingV2::${kind}`)),
    );
    expect(ids).toEqual([
      ['BrokerE1355FD6'],
      ['WebLoadBalancersMqttListenerBC10F9E0'],
      ['WebLoadBalancersMqttTargetGroupCD9A8317'],
    ]);
  });
});

describe('a service behind a Network Load Balancer', () => {
  test('is given TCP as it comes', () => {
    expect(propertiesOf('Listener')).toMatchObject({ Port: 1883, Protocol: 'TCP' });
    expect(propertiesOf('TargetGroup')).toMatchObject({ Protocol: 'TCP', TargetType: 'instance' });
  });

  test('is given TLS that ends at the load balancer, with a certificate', () => {
    const made = environment();
    const broker = new NetworkLoadBalancer(made.networkStack, 'Broker', { vpc: made.vpc });
    broker.allowTo(made.group);
    broker.addService('Mqtt', {
      service: makeService(made),
      port: 8883,
      certificates: [certificate(made.networkStack)],
    });
    expect(only(made.networkStack, 'AWS::ElasticLoadBalancingV2::Listener')[1].Properties).toMatchObject({
      Port: 8883,
      Protocol: 'TLS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    });
  });

  test('is asked by a connection', () => {
    expect(propertiesOf('TargetGroup')).toMatchObject({
      HealthCheckProtocol: 'TCP',
      HealthCheckPort: 'traffic-port',
      HealthCheckIntervalSeconds: 10,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
    });
  });

  test('is asked by HTTP if there is a path', () => {
    expect(propertiesOf('TargetGroup', { healthCheck: { path: '/health' } })).toMatchObject({
      HealthCheckProtocol: 'HTTP',
      HealthCheckPath: '/health',
      Matcher: { HttpCode: '200' },
    });
  });

  test('leaves within a minute and sees the addresses of clients', () => {
    expect(attributes(make().stack, 'TargetGroup')).toEqual({
      'deregistration_delay.timeout_seconds': '60',
      'preserve_client_ip.enabled': 'true',
      'proxy_protocol_v2.enabled': 'false',
    });
  });

  test('does not see them inside, where a client may be the target', () => {
    const { stack } = make({}, { balancer: { scheme: Scheme.INTERNAL } });
    expect(attributes(stack, 'TargetGroup')).toMatchObject({ 'preserve_client_ip.enabled': 'false' });
  });

  test('leaves and sees what it says', () => {
    const { stack } = make({
      deregistrationDelay: Duration.minutes(5),
      preserveClientIp: false,
      proxyProtocolV2: true,
    });
    expect(attributes(stack, 'TargetGroup')).toEqual({
      'deregistration_delay.timeout_seconds': '300',
      'preserve_client_ip.enabled': 'false',
      'proxy_protocol_v2.enabled': 'true',
    });
  });

  test('lets its own clients in', () => {
    const { stack } = make({ allowFrom: [ec2.Peer.ipv4('198.51.100.0/24')] });
    expect(rules(stack)).toContainEqual({
      way: 'in',
      ports: '1883',
      description: 'Clients to Mqtt',
      peer: '198.51.100.0/24',
    });
  });

  test('waits for its listener', () => {
    const { stack } = make();
    const [listener] = only(stack, 'AWS::ElasticLoadBalancingV2::Listener');
    expect(only(stack, 'AWS::ECS::Service')[1].DependsOn).toContain(listener);
  });

  test('brings what is its own into its stack, and leaves the load balancer’s as it is', () => {
    const { clusterStack, servicesStack } = make({}, { stacks: 'three' });
    expect(Object.keys(resources(clusterStack, 'AWS::ElasticLoadBalancingV2::Listener'))).toEqual([]);
    expect(Object.keys(resources(servicesStack, 'AWS::ElasticLoadBalancingV2::Listener'))).toHaveLength(1);
    expect(rules(servicesStack).map(({ ports }) => ports)).toEqual(['1883']);
  });

  test('in awsvpc mode is opened at its own port', () => {
    const { stack } = make({}, { service: { networkMode: NetworkMode.AWS_VPC } });
    expect(
      rules(stack)
        .filter(({ ports }) => ports === '8080')
        .map(({ way }) => way),
    ).toEqual(['in', 'out']);
  });

  test('with a fixed host port is opened there', () => {
    const { stack } = make({}, { service: { portMappings: [{ containerPort: 80, hostPort: 8080 }] } });
    expect(
      rules(stack)
        .filter(({ ports }) => ports === '8080')
        .map(({ way }) => way),
    ).toEqual(['in', 'out']);
  });
});
