import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import type { ApplicationLoadBalancerProps } from '../../src';
import { ApplicationLoadBalancer, Scheme } from '../../src';
import {
  attributes,
  certificate,
  environment,
  NOWHERE,
  only,
  resources,
  rules,
  type Environment,
  templateOf,
} from '../support';

function make(props: Partial<ApplicationLoadBalancerProps> = {}) {
  const made = environment();
  const { networkStack: stack, vpc } = made;
  const encryption = props.plainHttp ? {} : { certificates: [certificate(stack)] };
  const front = new ApplicationLoadBalancer(stack, 'Front', { vpc, ...encryption, ...props });
  return { ...made, stack, front };
}

const clients = ({ networkStack }: Environment) => rules(networkStack).filter(({ way }) => way === 'in');

describe('an Application Load Balancer', () => {
  test('is an elbv2.ApplicationLoadBalancer', () => {
    expect(make().front).toBeInstanceOf(elbv2.ApplicationLoadBalancer);
  });

  test('faces the internet from the public subnets by default', () => {
    const [, { Properties }] = only(make().stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    expect(Properties).toMatchObject({
      Scheme: 'internet-facing',
      Type: 'application',
      Subnets: [{ Ref: 'VpcPublicSubnet1Subnet5C2D37C4' }, { Ref: 'VpcPublicSubnet2Subnet691E08A3' }],
    });
  });

  test('stands in the private subnets if it is internal', () => {
    const [, { Properties }] = only(
      make({ scheme: Scheme.INTERNAL }).stack,
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
    );
    expect(Properties).toMatchObject({
      Scheme: 'internal',
      Subnets: [{ Ref: 'VpcPrivateSubnet1Subnet536B997A' }, { Ref: 'VpcPrivateSubnet2Subnet3788AAA1' }],
    });
  });

  test('drops invalid headers, guards against desync, speaks HTTP/2 and can be deleted', () => {
    expect(attributes(make().stack, 'LoadBalancer')).toEqual({
      'deletion_protection.enabled': 'false',
      'idle_timeout.timeout_seconds': '60',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'defensive',
      'routing.http2.enabled': 'true',
    });
  });

  test('is protected, patient and strict where told so', () => {
    const { stack } = make({
      deletionProtection: true,
      idleTimeout: Duration.minutes(5),
      desyncMitigationMode: elbv2.DesyncMitigationMode.STRICTEST,
      dropInvalidHeaderFields: false,
      http2Enabled: false,
    });
    expect(attributes(stack, 'LoadBalancer')).toEqual({
      'deletion_protection.enabled': 'true',
      'idle_timeout.timeout_seconds': '300',
      'routing.http.drop_invalid_header_fields.enabled': 'false',
      'routing.http.desync_mitigation_mode': 'strictest',
      'routing.http2.enabled': 'false',
    });
  });

  test('has the name that it is given', () => {
    templateOf(make({ loadBalancerName: 'front' }).stack).hasResourceProperties(
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      { Name: 'front' },
    );
  });

  test('keeps the ids of what must not be replaced', () => {
    const { stack } = make();
    expect(Object.keys(resources(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer'))).toEqual(['Front0087DB4F']);
    expect(Object.keys(resources(stack, 'AWS::ElasticLoadBalancingV2::Listener'))).toEqual([
      'FrontListener977599AC',
      'FrontRedirect353F0DDE',
    ]);
  });

  test('looks nothing up', () => {
    expect(make().app.synth().manifest.missing ?? []).toEqual([]);
  });
});

describe('listeners', () => {
  const listeners = (props?: Partial<ApplicationLoadBalancerProps>) =>
    Object.values(resources(make(props).stack, 'AWS::ElasticLoadBalancingV2::Listener')).map(
      ({ Properties }) => Properties,
    );

  test('answer 404 over HTTPS with a recommended policy, and send HTTP there', () => {
    expect(listeners()).toMatchObject([
      {
        Port: 443,
        Protocol: 'HTTPS',
        SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
      },
      {
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [
          { Type: 'redirect', RedirectConfig: { Port: '443', Protocol: 'HTTPS', StatusCode: 'HTTP_301' } },
        ],
      },
    ]);
  });

  test('serve plain HTTP where that is said', () => {
    expect(listeners({ plainHttp: true })).toMatchObject([
      { Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'fixed-response' }] },
    ]);
  });

  test('can turn from HTTP to HTTPS under the rules of services, and give up port 80 first', () => {
    const [plain] = only(make({ plainHttp: true }).stack, 'AWS::ElasticLoadBalancingV2::Listener');
    const encrypted = resources(make().stack, 'AWS::ElasticLoadBalancingV2::Listener');
    expect(encrypted[plain].Properties.Protocol).toBe('HTTPS');
    expect(encrypted.FrontRedirect353F0DDE.DependsOn).toEqual([plain]);
  });

  test('leave port 80 closed where that is said', () => {
    expect(listeners({ redirectHttp: false })).toMatchObject([{ Port: 443 }]);
  });

  test('take another policy and several certificates', () => {
    const made = environment();
    new ApplicationLoadBalancer(made.networkStack, 'Front', {
      vpc: made.vpc,
      sslPolicy: elbv2.SslPolicy.TLS13_13,
      certificates: ['One', 'Two'].map((id) => certificate(made.networkStack, id)),
    });
    const template = templateOf(made.networkStack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
    });
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerCertificate', 1);
  });

  test('that are added are open to the same clients, with the same policy', () => {
    const made = make({ allowFrom: [ec2.Peer.ipv4('198.51.100.0/24')] });
    made.front.addListener('Admin', {
      port: 8443,
      protocol: elbv2.ApplicationProtocol.HTTPS,
      certificates: [certificate(made.stack, 'Admin')],
      defaultAction: elbv2.ListenerAction.fixedResponse(200),
    });
    templateOf(made.stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 8443,
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    });
    expect(clients(made)).toContainEqual({ way: 'in', ports: '8443', description: 'Clients', peer: '198.51.100.0/24' });
  });

  test('that are added are open to the world only if they say so', () => {
    const made = make({ allowFrom: [] });
    made.front.addListener('Open', {
      port: 8080,
      open: true,
      defaultAction: elbv2.ListenerAction.fixedResponse(200),
    });
    expect(clients(made)).toMatchObject([{ ports: '8080', peer: '0.0.0.0/0' }]);
  });
});

describe('clients', () => {
  test('are everybody by default, and nothing goes out', () => {
    const made = make();
    expect(rules(made.stack)).toEqual([
      { way: 'in', ports: '443', description: 'HTTPS from clients', peer: '0.0.0.0/0' },
      { way: 'in', ports: '80', description: 'HTTP from clients, sent on to HTTPS', peer: '0.0.0.0/0' },
      NOWHERE,
    ]);
  });

  test('are everybody with IPv6 too, if there is IPv6', () => {
    const made = make({ ipAddressType: elbv2.IpAddressType.DUAL_STACK });
    expect(clients(made).map(({ peer }) => peer)).toEqual(['0.0.0.0/0', '::/0', '0.0.0.0/0', '::/0']);
  });

  test('are everybody with IPv6 only, without public IPv4', () => {
    const made = make({ ipAddressType: elbv2.IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4, redirectHttp: false });
    expect(clients(made).map(({ peer }) => peer)).toEqual(['::/0']);
  });

  test('of an internal load balancer are in the VPC', () => {
    const made = make({ scheme: Scheme.INTERNAL, plainHttp: true });
    expect(clients(made)).toEqual([
      {
        way: 'in',
        ports: '80',
        description: 'HTTP from clients',
        peer: JSON.stringify({ 'Fn::GetAtt': ['Vpc8378EB38', 'CidrBlock'] }),
      },
    ]);
  });

  test('are whom you name', () => {
    const made = make({ allowFrom: [ec2.Peer.ipv4('198.51.100.0/24')], redirectHttp: false });
    expect(clients(made).map(({ peer }) => peer)).toEqual(['198.51.100.0/24']);
  });

  test('can be nobody', () => {
    expect(clients(make({ allowFrom: [] }))).toEqual([]);
  });

  test('can be another security group', () => {
    const made = environment();
    const edge = new ec2.SecurityGroup(made.networkStack, 'Edge', { vpc: made.vpc });
    new ApplicationLoadBalancer(made.networkStack, 'Front', {
      vpc: made.vpc,
      plainHttp: true,
      scheme: Scheme.INTERNAL,
      allowFrom: [edge],
    });
    templateOf(made.networkStack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 80,
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Edge'), 'GroupId'] },
    });
  });
});
