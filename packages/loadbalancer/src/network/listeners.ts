import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { NetworkServiceProps } from './network-service-props';
import { failure } from '../private/errors';
import { checkCertificate, checkNumber } from '../shared/checks';
import { BOUNDS, DEFAULTS } from '../shared/defaults';

/** The ports of one Network Load Balancer, whichever stacks their listeners stand in. */
export class Listeners {
  private readonly taken = new Map<number, string>();

  public constructor(private readonly balancer: elbv2.INetworkLoadBalancer) {}

  public add(scope: Construct, what: string, targetGroup: elbv2.NetworkTargetGroup, props: NetworkServiceProps): void {
    const { port, certificates = [], sslPolicy } = props;
    checkNumber('port', port, BOUNDS.port, 'it is what clients connect to');
    this.claim(what, port);
    if (sslPolicy && certificates.length === 0) {
      throw failure(
        'TlsWithoutCertificate',
        `sslPolicy is for TLS that ends at the load balancer; give certificates, or leave sslPolicy out`,
      );
    }
    certificates.forEach((certificate) => checkCertificate(this.balancer, certificate));
    const tls = certificates.length > 0;
    new elbv2.NetworkListener(scope, 'Listener', {
      loadBalancer: this.balancer,
      port,
      protocol: tls ? elbv2.Protocol.TLS : elbv2.Protocol.TCP,
      ...(tls && {
        certificates: certificates.map(elbv2.ListenerCertificate.fromCertificateManager),
        sslPolicy: sslPolicy ?? DEFAULTS.sslPolicy,
      }),
      defaultTargetGroups: [targetGroup],
    });
  }

  private claim(what: string, port: number): void {
    const holder = this.taken.get(port);
    if (holder !== undefined) {
      throw failure(
        'ListenerPortTaken',
        `${what} cannot have port ${port} of load balancer ${this.balancer.node.path}, ${holder} has it; choose another one`,
      );
    }
    this.taken.set(port, what);
  }
}
