import { network, ref, tags, type Case } from './case';

const balancer = {
  Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  Properties: { Subnets: [ref('Subnet'), ref('Subnet2')], Type: 'application' },
};
const target = {
  Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  Properties: { VpcId: ref('Vpc'), Port: 80, Protocol: 'HTTP', TargetType: 'instance' },
};
const fixedResponse = (StatusCode: string) => [
  { Type: 'fixed-response', FixedResponseConfig: { StatusCode, ContentType: 'text/plain' } },
];
const listener = {
  Type: 'AWS::ElasticLoadBalancingV2::Listener',
  Properties: { LoadBalancerArn: ref('Balancer'), Port: 80, Protocol: 'HTTP', DefaultActions: fixedResponse('404') },
};

export const loadBalancingCases: readonly Case[] = [
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    around: network,
    create: {
      ...balancer.Properties,
      LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }],
      Tags: tags(['a', '1']),
    },
    created: { Type: 'application' },
    update: { ...balancer.Properties, SecurityGroups: [ref('Group')], Tags: tags(['a', '2']) },
    updated: { SecurityGroups: [expect.stringMatching(/^sg-/)] },
    attributes: { DNSName: /elb\.amazonaws\.com$/, LoadBalancerFullName: /^app\//, CanonicalHostedZoneID: /^Z/ },
    look: async ({ elbv2 }, arn) => (await elbv2.describeLoadBalancers({ LoadBalancerArns: [arn] })).LoadBalancers?.[0],
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    around: { Vpc: network.Vpc },
    create: {
      ...target.Properties,
      TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }],
    },
    created: { Port: 80, HealthCheckPath: '/' },
    update: { ...target.Properties, HealthCheckPath: '/health', HealthCheckPort: 'traffic-port' },
    updated: { HealthCheckPath: '/health' },
    attributes: { TargetGroupFullName: /^targetgroup\//, TargetGroupName: /^life-/ },
    look: async ({ elbv2 }, arn) => (await elbv2.describeTargetGroups({ TargetGroupArns: [arn] })).TargetGroups?.[0],
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    around: { ...network, Balancer: balancer, Target: target },
    create: { ...listener.Properties },
    created: { Port: 80, DefaultActions: [{ Type: 'fixed-response' }] },
    update: { ...listener.Properties, DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Target') }] },
    updated: { DefaultActions: [{ Type: 'forward' }] },
    attributes: { ListenerArn: /:listener\// },
    look: async ({ elbv2 }, arn) => (await elbv2.describeListeners({ ListenerArns: [arn] })).Listeners?.[0],
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    around: { ...network, Balancer: balancer, Listener: listener },
    create: {
      ListenerArn: ref('Listener'),
      Priority: 10,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/a'] } }],
      Actions: fixedResponse('200'),
    },
    created: { Priority: '10' },
    update: {
      ListenerArn: ref('Listener'),
      Priority: 20,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/b'] } }],
      Actions: fixedResponse('201'),
    },
    updated: { Priority: '20', Actions: [{ FixedResponseConfig: { StatusCode: '201' } }] },
    attributes: { RuleArn: /:listener-rule\// },
    look: async ({ elbv2 }, arn) => (await elbv2.describeRules({ RuleArns: [arn] })).Rules?.[0],
  },
  {
    type: 'AWS::ElasticLoadBalancing::LoadBalancer',
    around: network,
    create: {
      Subnets: [ref('Subnet')],
      SecurityGroups: [ref('Group')],
      Scheme: 'internal',
      Listeners: [{ LoadBalancerPort: '80', InstancePort: '8080', Protocol: 'http' }],
      HealthCheck: {
        Target: 'HTTP:8080/',
        HealthyThreshold: '2',
        UnhealthyThreshold: '2',
        Interval: '10',
        Timeout: '5',
      },
      ConnectionDrainingPolicy: { Enabled: true, Timeout: 60 },
    },
    created: {
      health: { Target: 'HTTP:8080/', Interval: 10 },
      ports: [80],
      draining: { Enabled: true, Timeout: 60 },
      subnets: 1,
    },
    update: {
      Subnets: [ref('Subnet'), ref('Subnet2')],
      SecurityGroups: [ref('Group')],
      Scheme: 'internal',
      Listeners: [{ LoadBalancerPort: '81', InstancePort: '8080', Protocol: 'http' }],
      CrossZone: true,
    },
    updated: { ports: [81], draining: { Enabled: false }, subnets: 2 },
    attributes: { DNSName: /elb\.amazonaws\.com$/ },
    look: async ({ elb }, LoadBalancerName) => {
      const { LoadBalancerDescriptions } = await elb.describeLoadBalancers({ LoadBalancerNames: [LoadBalancerName] });
      const found = LoadBalancerDescriptions?.[0];
      const { LoadBalancerAttributes } = await elb.describeLoadBalancerAttributes({ LoadBalancerName });
      return {
        health: found?.HealthCheck,
        ports: found?.ListenerDescriptions?.map(({ Listener }) => Listener?.LoadBalancerPort),
        draining: LoadBalancerAttributes?.ConnectionDraining,
        subnets: found?.Subnets?.length,
      };
    },
  },
];
