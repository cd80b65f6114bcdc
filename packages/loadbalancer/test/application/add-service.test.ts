import { NetworkMode } from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import type { ApplicationServiceProps } from '../../src';
import { ApplicationLoadBalancer } from '../../src';
import { attributes, environment, makeService, only, resources, type ServiceOptions, templateOf } from '../support';

function make(props: Partial<ApplicationServiceProps> = {}, options?: ServiceOptions) {
  const made = environment();
  const { networkStack: stack, vpc, group } = made;
  const front = new ApplicationLoadBalancer(stack, 'Front', { vpc, plainHttp: true });
  front.allowTo(group);
  const service = makeService(made, options);
  const targetGroup = front.addService('Web', { service, ...props });
  return { ...made, stack, front, service, targetGroup };
}

const targetGroupOf = (props?: Partial<ApplicationServiceProps>, options?: ServiceOptions) =>
  only(make(props, options).stack, 'AWS::ElasticLoadBalancingV2::TargetGroup')[1].Properties;
const ruleOf = (props?: Partial<ApplicationServiceProps>) =>
  only(make(props).stack, 'AWS::ElasticLoadBalancingV2::ListenerRule')[1].Properties;

describe('a service behind an Application Load Balancer', () => {
  test('takes every request if it says nothing, after all others', () => {
    expect(ruleOf()).toMatchObject({
      Priority: 50000,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
    });
  });

  test('takes what it says', () => {
    const rule = ruleOf({
      hostHeaders: ['www.example.com', '*.example.org'],
      pathPatterns: ['/api/*'],
      conditions: [elbv2.ListenerCondition.httpRequestMethods(['GET'])],
      priority: 10,
    });
    expect(rule).toMatchObject({
      Priority: 10,
      Conditions: [
        { Field: 'host-header', HostHeaderConfig: { Values: ['www.example.com', '*.example.org'] } },
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } },
        { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
      ],
    });
  });

  test('is registered by its instances and the ports that the agent hands out', () => {
    expect(targetGroupOf()).toMatchObject({ TargetType: 'instance', Port: 80, Protocol: 'HTTP' });
  });

  test('is registered by addresses in awsvpc mode', () => {
    expect(targetGroupOf({}, { networkMode: NetworkMode.AWS_VPC })).toMatchObject({ TargetType: 'ip', Port: 8080 });
  });

  test('is asked on the port that takes requests, every ten seconds', () => {
    expect(targetGroupOf()).toMatchObject({
      HealthCheckPort: 'traffic-port',
      HealthCheckProtocol: 'HTTP',
      HealthCheckPath: '/',
      HealthCheckIntervalSeconds: 10,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
      Matcher: { HttpCode: '200' },
    });
  });

  test('is asked as it says', () => {
    const healthCheck = {
      path: '/health',
      healthyCodes: '200-399',
      interval: Duration.seconds(30),
      timeout: Duration.seconds(20),
      healthyThreshold: 5,
      unhealthyThreshold: 6,
    };
    expect(targetGroupOf({ healthCheck, protocol: elbv2.ApplicationProtocol.HTTPS })).toMatchObject({
      Protocol: 'HTTPS',
      HealthCheckProtocol: 'HTTPS',
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 20,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 6,
      Matcher: { HttpCode: '200-399' },
    });
  });

  test('is given less time to answer if it is asked more often', () => {
    expect(targetGroupOf({ healthCheck: { interval: Duration.seconds(5) } })).toMatchObject({
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 4,
    });
  });

  test('that speaks gRPC is asked in gRPC', () => {
    expect(targetGroupOf({ protocolVersion: elbv2.ApplicationProtocolVersion.GRPC })).toMatchObject({
      ProtocolVersion: 'GRPC',
      HealthCheckPath: '/AWS.ALB/healthcheck',
      Matcher: { GrpcCode: '12' },
    });
  });

  test('leaves within a minute, each request to any task', () => {
    expect(attributes(make().stack, 'TargetGroup')).toEqual({
      'deregistration_delay.timeout_seconds': '60',
      'stickiness.enabled': 'false',
      'load_balancing.algorithm.type': 'round_robin',
    });
  });

  test('leaves, begins and keeps clients as it says', () => {
    const { stack } = make({
      deregistrationDelay: Duration.seconds(5),
      slowStart: Duration.seconds(30),
      stickinessCookieDuration: Duration.hours(1),
      stickinessCookieName: 'session',
    });
    expect(attributes(stack, 'TargetGroup')).toEqual({
      'deregistration_delay.timeout_seconds': '5',
      'slow_start.duration_seconds': '30',
      'stickiness.enabled': 'true',
      'stickiness.type': 'app_cookie',
      'stickiness.app_cookie.cookie_name': 'session',
      'stickiness.app_cookie.duration_seconds': '3600',
      'load_balancing.algorithm.type': 'round_robin',
    });
  });

  test('is chosen by another algorithm', () => {
    const loadBalancingAlgorithmType = elbv2.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS;
    expect(attributes(make({ loadBalancingAlgorithmType }).stack, 'TargetGroup')).toMatchObject({
      'load_balancing.algorithm.type': 'least_outstanding_requests',
    });
  });

  test('waits for its rule, without which ECS refuses its target group, and goes before it', () => {
    const { stack } = make();
    const [rule] = only(stack, 'AWS::ElasticLoadBalancingV2::ListenerRule');
    const [targetGroup] = only(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup');
    const [, service] = only(stack, 'AWS::ECS::Service');
    expect(service.DependsOn).toContain(rule);
    expect(service.Properties.LoadBalancers).toEqual([
      { ContainerName: 'web', ContainerPort: 8080, TargetGroupArn: { Ref: targetGroup } },
    ]);
  });

  test('says which container and port', () => {
    const made = make(
      { containerName: 'web', containerPort: 9090 },
      {
        portMappings: [{ containerPort: 8080 }, { containerPort: 9090 }],
      },
    );
    expect(only(made.stack, 'AWS::ECS::Service')[1].Properties.LoadBalancers).toMatchObject([
      { ContainerName: 'web', ContainerPort: 9090 },
    ]);
  });

  test('can stand behind two load balancers, and on two rules of one', () => {
    const { stack, front, service, vpc, group } = make();
    const inner = new ApplicationLoadBalancer(stack, 'Inner', { vpc, plainHttp: true });
    inner.allowTo(group);
    inner.addService('Inner', { service });
    front.addService('Api', { service, pathPatterns: ['/api/*'], priority: 1 });
    templateOf(stack).resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 3);
  });

  test('scales on its requests', () => {
    const { service, targetGroup, stack } = make();
    service.autoScaleTaskCount({ maxCapacity: 4 }).scaleOnRequestCount('Requests', {
      requestsPerTarget: 100,
      targetGroup,
    });
    templateOf(stack).resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 1);
  });

  test('keeps the ids of what must not be replaced', () => {
    const { stack } = make();
    expect(Object.keys(resources(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup'))).toEqual([
      'WebLoadBalancersWebTargetGroup5C1140C4',
    ]);
    expect(Object.keys(resources(stack, 'AWS::ElasticLoadBalancingV2::ListenerRule'))).toEqual([
      'WebLoadBalancersWebRule63AA49AE',
    ]);
  });
});
