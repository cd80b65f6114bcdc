import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { NetworkServiceProps } from './network-service-props';
import { failure } from '../private/errors';
import { completed } from '../service/health-check';
import type { ServiceHealthCheck } from '../service/service-health-check';
import type { ServiceTarget } from '../service/service-target';
import { checkSeconds } from '../shared/checks';
import { BOUNDS, DEFAULTS, HEALTH_CHECK } from '../shared/defaults';

/** Every task brings its own port; Elastic Load Balancing wants one nevertheless. */
const UNUSED_PORT = 80;

/** The tasks of a service, as a Network Load Balancer sees them. */
export function networkTargetGroup(
  scope: Construct,
  vpc: ec2.IVpc,
  target: ServiceTarget,
  props: NetworkServiceProps,
): elbv2.NetworkTargetGroup {
  checkSeconds(
    'deregistrationDelay',
    props.deregistrationDelay,
    BOUNDS.deregistrationDelaySeconds,
    'leave it out for 60',
  );
  return new elbv2.NetworkTargetGroup(scope, 'TargetGroup', {
    vpc,
    targetType: target.ownAddress ? elbv2.TargetType.IP : elbv2.TargetType.INSTANCE,
    port: target.ownAddress ? target.containerPort : (target.hostPort ?? UNUSED_PORT),
    protocol: elbv2.Protocol.TCP,
    healthCheck: healthCheck(props.healthCheck),
    deregistrationDelay: props.deregistrationDelay ?? DEFAULTS.deregistrationDelay,
    preserveClientIp: props.preserveClientIp,
    proxyProtocolV2: props.proxyProtocolV2 ?? false,
  });
}

function healthCheck(check: ServiceHealthCheck = {}): elbv2.HealthCheck {
  if (check.healthyCodes !== undefined && check.path === undefined) {
    throw failure(
      'HealthCheckPathMissing',
      `healthCheck.healthyCodes are answers to HTTP, but without a path a Network Load Balancer only connects; ` +
        `set healthCheck.path`,
    );
  }
  return {
    ...completed(check),
    port: 'traffic-port',
    ...(check.path === undefined
      ? { protocol: elbv2.Protocol.TCP }
      : {
          protocol: elbv2.Protocol.HTTP,
          path: check.path,
          healthyHttpCodes: check.healthyCodes ?? HEALTH_CHECK.healthyCodes,
        }),
  };
}
