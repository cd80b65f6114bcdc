import { allow, network, ref, tags, type Case } from './case';

const balancer = {
  Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  Properties: { Subnets: [ref('Subnet'), ref('Subnet2')], Scheme: 'internal', Type: 'application' },
};
const certificate = (DomainName: string) => ({
  Type: 'AWS::CertificateManager::Certificate',
  Properties: { DomainName, ValidationMethod: 'DNS' },
});
const certified = (name: string) => ({ CertificateArn: ref(name) });

/** A bucket that lets load balancers write to it. */
export const logBucket = {
  Logs: { Type: 'AWS::S3::Bucket' },
  LogsPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('Logs'),
      PolicyDocument: allow(
        's3:PutObject',
        { 'Fn::Sub': '${Logs.Arn}/front/AWSLogs/${AWS::AccountId}/*' },
        {
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        },
      ),
    },
  },
};
const attribute = (Key: string, Value: unknown) => ({ Key, Value });
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
    around: { ...network, ...logBucket },
    definition: { DependsOn: 'LogsPolicy' },
    create: {
      ...balancer.Properties,
      LoadBalancerAttributes: [
        attribute('access_logs.s3.enabled', 'true'),
        attribute('access_logs.s3.bucket', ref('Logs')),
        attribute('access_logs.s3.prefix', 'front'),
        attribute('routing.http.drop_invalid_header_fields.enabled', 'true'),
      ],
      Tags: tags(['a', '1']),
    },
    created: {
      Type: 'application',
      attributes: expect.arrayContaining([
        { Key: 'access_logs.s3.enabled', Value: 'true' },
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
      ]),
    },
    update: { ...balancer.Properties, SecurityGroups: [ref('Group')], Tags: tags(['a', '2']) },
    updated: { SecurityGroups: [expect.stringMatching(/^sg-/)] },
    attributes: { DNSName: /elb\.amazonaws\.com$/, LoadBalancerFullName: /^app\//, CanonicalHostedZoneID: /^Z/ },
    look: async ({ elbv2 }, arn) => {
      const { LoadBalancers } = await elbv2.describeLoadBalancers({ LoadBalancerArns: [arn] });
      const { Attributes } = await elbv2.describeLoadBalancerAttributes({ LoadBalancerArn: arn });
      return { ...LoadBalancers?.[0], attributes: Attributes };
    },
  },
  {
    type: 'AWS::CertificateManager::Certificate',
    create: {
      DomainName: 'example.com',
      SubjectAlternativeNames: ['*.example.com'],
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'example.com', HostedZoneId: 'Z1' }],
      Tags: tags(['a', '1']),
    },
    created: { DomainName: 'example.com', Status: 'ISSUED', tags: tags(['a', '1']) },
    update: {
      DomainName: 'example.com',
      SubjectAlternativeNames: ['*.example.com'],
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'example.com', HostedZoneId: 'Z1' }],
      Tags: tags(['b', '2']),
    },
    updated: { SubjectAlternativeNames: expect.arrayContaining(['*.example.com']), tags: tags(['b', '2']) },
    attributes: { CertificateArn: /^arn:aws:acm:eu-west-1:123456789012:certificate\// },
    look: async ({ acm }, CertificateArn) => ({
      ...(await acm.describeCertificate({ CertificateArn })).Certificate,
      tags: (await acm.listTagsForCertificate({ CertificateArn })).Tags,
    }),
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    around: { Vpc: network.Vpc },
    create: {
      ...target.Properties,
      TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }],
    },
    created: { Port: 80, HealthCheckPath: '/', Matcher: { HttpCode: '200' } },
    update: {
      ...target.Properties,
      HealthCheckPath: '/health',
      HealthCheckPort: 'traffic-port',
      Matcher: { HttpCode: '200-299' },
    },
    updated: { HealthCheckPath: '/health', Matcher: { HttpCode: '200-299' } },
    attributes: { TargetGroupFullName: /^targetgroup\//, TargetGroupName: /^life-/ },
    look: async ({ elbv2 }, arn) => (await elbv2.describeTargetGroups({ TargetGroupArns: [arn] })).TargetGroups?.[0],
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    around: { ...network, Balancer: balancer, Target: target },
    create: { ...listener.Properties, Tags: tags(['a', '1']) },
    created: { Port: 80, DefaultActions: [{ Type: 'fixed-response' }], users: [], tag: '1' },
    update: {
      ...listener.Properties,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Target') }],
      ListenerAttributes: [attribute('routing.http.response.server.enabled', 'false')],
      Tags: tags(['a', '2']),
    },
    updated: { DefaultActions: [{ Type: 'forward' }], users: [expect.stringContaining('loadbalancer/app/')], tag: '2' },
    attributes: { ListenerArn: /:listener\// },
    look: async ({ elbv2 }, arn) => {
      const { Listeners } = await elbv2.describeListeners({ ListenerArns: [arn] });
      const { TargetGroups } = await elbv2.describeTargetGroups({});
      const { TagDescriptions } = await elbv2.describeTags({ ResourceArns: [arn] });
      return {
        ...Listeners?.[0],
        users: TargetGroups?.find(({ TargetGroupName }) => TargetGroupName?.startsWith('life-Target'))
          ?.LoadBalancerArns,
        tag: TagDescriptions?.[0]?.Tags?.find(({ Key }) => Key === 'a')?.Value,
      };
    },
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
    around: {
      ...network,
      Balancer: balancer,
      First: certificate('a.example.com'),
      Second: certificate('b.example.com'),
      Third: certificate('c.example.com'),
      Listener: {
        ...listener,
        Properties: {
          ...listener.Properties,
          Port: 4443,
          Protocol: 'HTTPS',
          SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
          Certificates: [certified('First')],
        },
      },
    },
    create: { ListenerArn: ref('Listener'), Certificates: [certified('Second')] },
    created: ['a.example.com', 'b.example.com'],
    update: { ListenerArn: ref('Listener'), Certificates: [certified('Third')] },
    updated: ['a.example.com', 'c.example.com'],
    look: async ({ acm, elbv2 }) => {
      const { LoadBalancers: [found] = [] } = await elbv2.describeLoadBalancers({});
      const { Listeners = [] } = await elbv2.describeListeners({ LoadBalancerArn: String(found?.LoadBalancerArn) });
      const { Certificates = [] } = await elbv2.describeListenerCertificates({
        ListenerArn: Listeners.find(({ Port }) => Port === 4443)?.ListenerArn,
      });
      const details = Certificates.map(({ CertificateArn = '' }) => acm.describeCertificate({ CertificateArn }));
      return (await Promise.all(details)).map(({ Certificate }) => Certificate?.DomainName);
    },
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
    around: { ...network, ...logBucket, Certificate: certificate('old.example.com') },
    definition: { DependsOn: 'LogsPolicy' },
    create: {
      Subnets: [ref('Subnet')],
      SecurityGroups: [ref('Group')],
      Scheme: 'internal',
      Listeners: [
        { LoadBalancerPort: '80', InstancePort: '8080', Protocol: 'http' },
        {
          LoadBalancerPort: '443',
          InstancePort: '8080',
          Protocol: 'https',
          InstanceProtocol: 'http',
          SSLCertificateId: ref('Certificate'),
          PolicyNames: ['tls'],
        },
      ],
      Policies: [
        {
          PolicyName: 'tls',
          PolicyType: 'SSLNegotiationPolicyType',
          Attributes: [{ Name: 'Reference-Security-Policy', Value: 'ELBSecurityPolicy-TLS-1-2-2017-01' }],
        },
      ],
      AccessLoggingPolicy: {
        Enabled: true,
        S3BucketName: ref('Logs'),
        S3BucketPrefix: 'front',
        EmitInterval: 5,
      },
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
      ports: [
        [80, 'HTTP', []],
        [443, 'HTTP', ['tls']],
      ],
      draining: { Enabled: true, Timeout: 60 },
      subnets: 1,
    },
    update: {
      Subnets: [ref('Subnet'), ref('Subnet2')],
      SecurityGroups: [ref('Group')],
      Scheme: 'internal',
      Listeners: [{ LoadBalancerPort: '81', InstancePort: '8080', Protocol: 'http', PolicyNames: ['sticky'] }],
      LBCookieStickinessPolicy: [{ PolicyName: 'sticky', CookieExpirationPeriod: '60' }],
      CrossZone: true,
    },
    updated: { ports: [[81, 'HTTP', ['sticky']]], draining: { Enabled: false }, subnets: 2 },
    attributes: { DNSName: /elb\.amazonaws\.com$/ },
    look: async ({ elb }, LoadBalancerName) => {
      const { LoadBalancerDescriptions } = await elb.describeLoadBalancers({ LoadBalancerNames: [LoadBalancerName] });
      const found = LoadBalancerDescriptions?.[0];
      const { LoadBalancerAttributes } = await elb.describeLoadBalancerAttributes({ LoadBalancerName });
      return {
        health: found?.HealthCheck,
        ports: found?.ListenerDescriptions?.map(({ Listener, PolicyNames }) => [
          Listener?.LoadBalancerPort,
          Listener?.InstanceProtocol,
          PolicyNames,
        ]),
        draining: LoadBalancerAttributes?.ConnectionDraining,
        subnets: found?.Subnets?.length,
      };
    },
  },
];
