import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationLoadBalancer, ClassicLoadBalancer, NetworkLoadBalancer, Scheme } from '../src';
import { attributes, certificate, environment, failureOf, makeService, only, rules } from './support';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

/** The rows of the table with that head, as first cell → second cell. */
function table(head: string): Record<string, string> {
  const [, body] = README.split(`\n| ${head} | Default | Why |\n`);
  const rows = body.split('\n\n')[0].match(/^\| `.*$/gm) ?? [];
  return Object.fromEntries(
    rows.map((row) =>
      row
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim().replace(/`/g, '')),
    ),
  );
}

function application() {
  const made = environment();
  const { networkStack: stack, vpc, group } = made;
  const front = new ApplicationLoadBalancer(stack, 'Front', { vpc, certificates: [certificate(stack)] });
  front.allowTo(group);
  front.addService('Web', { service: makeService(made) });
  return { ...made, stack };
}

function network(scheme?: Scheme) {
  const made = environment();
  const broker = new NetworkLoadBalancer(made.networkStack, 'Broker', { vpc: made.vpc, scheme });
  broker.allowTo(made.group);
  broker.addService('Mqtt', { service: makeService(made), port: 1883 });
  return made.networkStack;
}

const seconds = (value: unknown) => `${String(value)} seconds`;

describe('the README says the defaults as they are', () => {
  test('of an Application Load Balancer', () => {
    const { stack, vpc } = application();
    const [, { Properties }] = only(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    const set = attributes(stack, 'LoadBalancer');
    const unsaid = failureOf(() => new ApplicationLoadBalancer(stack, 'Unsaid', { vpc }));
    const open = rules(stack).filter(({ way, peer }) => way === 'in' && peer === '0.0.0.0/0');
    expect(table('Property')).toEqual({
      scheme: Properties.Scheme,
      allowFrom: open.length > 0 ? 'everybody; of an internal one the VPC' : '',
      'certificates, plainHttp': unsaid.startsWith('CertificateMissing') ? 'one of them must be given' : '',
      redirectHttp: String(open.some(({ ports }) => ports === '80')),
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
      dropInvalidHeaderFields: set['routing.http.drop_invalid_header_fields.enabled'],
      desyncMitigationMode: set['routing.http.desync_mitigation_mode'],
      http2Enabled: set['routing.http2.enabled'],
      idleTimeout: seconds(set['idle_timeout.timeout_seconds']),
      deletionProtection: set['deletion_protection.enabled'],
      accessLogs: set['access_logs.s3.enabled'] === undefined ? 'off' : 'on',
    });
  });

  test('of a service', () => {
    const { stack } = application();
    const [, { Properties: group }] = only(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup');
    const set = attributes(stack, 'TargetGroup');
    expect(table('Property of a service')).toEqual({
      healthCheck:
        `${String(group.HealthCheckPath)} answers ${(group.Matcher as { HttpCode: string }).HttpCode}, ` +
        `every ${seconds(group.HealthCheckIntervalSeconds)} within ${String(group.HealthCheckTimeoutSeconds)}; ` +
        `healthy after ${String(group.HealthyThresholdCount)}, not after ${String(group.UnhealthyThresholdCount)}`,
      deregistrationDelay: seconds(set['deregistration_delay.timeout_seconds']),
      slowStart: set['slow_start.duration_seconds'] === undefined ? 'off' : 'on',
      stickinessCookieDuration: set['stickiness.enabled'] === 'false' ? 'off' : 'on',
      loadBalancingAlgorithmType: String(set['load_balancing.algorithm.type']).replace('_', ' '),
    });
  });

  test('of a Network Load Balancer', () => {
    const stack = network();
    const [, { Properties: group }] = only(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup');
    const keeps = (of: typeof stack) => String(attributes(of, 'TargetGroup')['preserve_client_ip.enabled']);
    expect(table('Property of a Network Load Balancer')).toEqual({
      crossZoneEnabled: attributes(stack, 'LoadBalancer')['load_balancing.cross_zone.enabled'],
      'preserveClientIp of a service': `${keeps(stack)}; ${keeps(network(Scheme.INTERNAL))} at an internal one`,
      'healthCheck of a service': `a ${String(group.HealthCheckProtocol)} connection; with a path HTTP`,
      'proxyProtocolV2 of a service': attributes(stack, 'TargetGroup')['proxy_protocol_v2.enabled'],
    });
  });

  test('of a Classic Load Balancer', () => {
    const { networkStack: stack, vpc } = environment();
    new ClassicLoadBalancer(stack, 'Old', { vpc, plainHttp: true, instancePort: 8080 });
    const [, { Properties }] = only(stack, 'AWS::ElasticLoadBalancing::LoadBalancer');
    const { Timeout } = Properties.ConnectionDrainingPolicy as { Timeout: number };
    const { IdleTimeout } = Properties.ConnectionSettings as { IdleTimeout: number };
    const check = Properties.HealthCheck as Record<string, string>;
    expect(table('Property of a Classic Load Balancer')).toEqual({
      drainingTimeout: seconds(Timeout),
      crossZoneEnabled: String(Properties.CrossZone),
      idleTimeout: seconds(IdleTimeout),
      healthCheck:
        `${check.Target.replace('HTTP:8080', '')} answers 200, every ${seconds(check.Interval)} within ` +
        `${check.Timeout}; healthy after ${check.HealthyThreshold}, not after ${check.UnhealthyThreshold}`,
    });
  });
});

describe('the README', () => {
  test('shows every TypeScript example in Python as well', () => {
    expect(README.match(/^```python$/gm)).toHaveLength(README.match(/^```ts/gm)?.length ?? 0);
  });
});
