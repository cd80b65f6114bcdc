import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { ApplicationServiceProps } from './application-service-props';
import { failure } from '../private/errors';
import { completed } from '../service/health-check';
import type { ServiceTarget } from '../service/service-target';
import { checkSeconds } from '../shared/checks';
import { BOUNDS, DEFAULTS, HEALTH_CHECK } from '../shared/defaults';

/** Every task brings its own port; Elastic Load Balancing wants one nevertheless. */
const UNUSED_PORT = 80;

const { ROUND_ROBIN } = elbv2.TargetGroupLoadBalancingAlgorithmType;

/** The tasks of a service, as an Application Load Balancer sees them. */
export function applicationTargetGroup(
  scope: Construct,
  vpc: ec2.IVpc,
  target: ServiceTarget,
  props: ApplicationServiceProps,
): elbv2.ApplicationTargetGroup {
  checkSeconds(
    'deregistrationDelay',
    props.deregistrationDelay,
    BOUNDS.deregistrationDelaySeconds,
    'leave it out for 60',
  );
  checkSlowStart(props);
  const protocol = props.protocol ?? elbv2.ApplicationProtocol.HTTP;
  return new elbv2.ApplicationTargetGroup(scope, 'TargetGroup', {
    vpc,
    targetType: target.ownAddress ? elbv2.TargetType.IP : elbv2.TargetType.INSTANCE,
    port: target.ownAddress ? target.containerPort : (target.hostPort ?? UNUSED_PORT),
    protocol,
    protocolVersion: props.protocolVersion,
    healthCheck: healthCheck(protocol, props),
    deregistrationDelay: props.deregistrationDelay ?? DEFAULTS.deregistrationDelay,
    slowStart: props.slowStart,
    stickinessCookieDuration: props.stickinessCookieDuration,
    stickinessCookieName: props.stickinessCookieName,
    loadBalancingAlgorithmType: props.loadBalancingAlgorithmType ?? ROUND_ROBIN,
  });
}

function healthCheck(
  protocol: elbv2.ApplicationProtocol,
  { healthCheck: check = {}, protocolVersion }: ApplicationServiceProps,
): elbv2.HealthCheck {
  const grpc = protocolVersion === elbv2.ApplicationProtocolVersion.GRPC;
  return {
    ...completed(check),
    // said, because HTTP is asked for by default even if the container speaks HTTPS
    protocol: protocol === elbv2.ApplicationProtocol.HTTPS ? elbv2.Protocol.HTTPS : elbv2.Protocol.HTTP,
    port: 'traffic-port',
    path: check.path ?? (grpc ? HEALTH_CHECK.grpcPath : HEALTH_CHECK.path),
    ...(grpc
      ? { healthyGrpcCodes: check.healthyCodes ?? HEALTH_CHECK.healthyGrpcCodes }
      : { healthyHttpCodes: check.healthyCodes ?? HEALTH_CHECK.healthyCodes }),
  };
}

function checkSlowStart({ slowStart, loadBalancingAlgorithmType: algorithm }: ApplicationServiceProps): void {
  checkSeconds('slowStart', slowStart, BOUNDS.slowStartSeconds, 'leave it out for none');
  if (slowStart && algorithm !== undefined && algorithm !== ROUND_ROBIN) {
    throw failure(
      'SlowStartNeedsRoundRobin',
      `slowStart works with the round robin algorithm only, got '${algorithm}'; leave one of them out`,
    );
  }
}
