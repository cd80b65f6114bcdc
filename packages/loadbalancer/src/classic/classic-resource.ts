import * as elb from 'aws-cdk-lib/aws-elasticloadbalancing';
import type { ClassicLoadBalancerProps } from './classic-load-balancer-props';
import { DEFAULTS } from '../shared/defaults';

/** What listeners with a certificate name, to be as strict as a Classic Load Balancer can be. */
export const STRONG_TLS = 'strong-tls';

/** What CloudFormation knows of a Classic Load Balancer and CDK's class does not. */
export function refine(balancer: elb.LoadBalancer, props: ClassicLoadBalancerProps): void {
  const resource = balancer.node.findChild('Resource') as elb.CfnLoadBalancer;
  resource.connectionDrainingPolicy = {
    enabled: true,
    timeout: (props.drainingTimeout ?? DEFAULTS.deregistrationDelay).toSeconds(),
  };
  resource.connectionSettings = { idleTimeout: (props.idleTimeout ?? DEFAULTS.idleTimeout).toSeconds() };
  resource.policies = [
    {
      policyName: STRONG_TLS,
      policyType: 'SSLNegotiationPolicyType',
      attributes: [{ Name: 'Reference-Security-Policy', Value: DEFAULTS.classicSslPolicy }],
    },
  ];
  if (props.accessLogs) {
    resource.accessLoggingPolicy = {
      enabled: true,
      s3BucketName: props.accessLogs.bucketName,
      s3BucketPrefix: props.accessLogsPrefix,
      emitInterval: 5,
    };
  }
}

/** The listener that every load balancer has. Containers speak HTTP: TLS ends here. */
export function listenerOf({ certificate, instancePort }: ClassicLoadBalancerProps): elb.LoadBalancerListener {
  const common = { internalPort: instancePort, internalProtocol: elb.LoadBalancingProtocol.HTTP };
  return certificate
    ? {
        ...common,
        externalPort: 443,
        externalProtocol: elb.LoadBalancingProtocol.HTTPS,
        sslCertificateArn: certificate.certificateArn,
      }
    : { ...common, externalPort: 80, externalProtocol: elb.LoadBalancingProtocol.HTTP };
}
