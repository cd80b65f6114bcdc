import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { InstanceGroup } from './instance-group';

const DYNAMIC_PORTS = ec2.Port.tcpRange(32768, 51677);

export interface BalancerProps {
  readonly vpc: ec2.IVpc;
  readonly internetFacing: boolean;
  /** For HTTPS; absent, HTTP alone. */
  readonly certificate?: acm.ICertificate;
  readonly accessLogs?: s3.IBucket;
  readonly deletionProtection: boolean;
  readonly group: InstanceGroup;
}

/** An Application Load Balancer in front of a group of instances. */
export class Balancer extends Construct {
  /** Answers 404 but for the rules that services add. */
  public readonly listener: elbv2.ApplicationListener;

  public constructor(scope: Construct, id: string, props: BalancerProps) {
    super(scope, id);
    const { vpc, internetFacing, certificate } = props;
    const balancer = new elbv2.ApplicationLoadBalancer(this, 'Balancer', {
      vpc,
      internetFacing,
      deletionProtection: props.deletionProtection,
      idleTimeout: Duration.seconds(60),
      dropInvalidHeaderFields: true,
      desyncMitigationMode: elbv2.DesyncMitigationMode.DEFENSIVE,
      http2Enabled: true,
    });
    if (props.accessLogs) {
      logTo(balancer, props.accessLogs);
    }
    const defaultAction = elbv2.ListenerAction.fixedResponse(404, {
      contentType: 'text/plain',
      messageBody: 'Not Found',
    });
    this.listener = certificate
      ? balancer.addListener('Https', {
          port: 443,
          certificates: [certificate],
          sslPolicy: elbv2.SslPolicy.TLS13_12_RES_PQ,
          open: false,
          defaultAction,
        })
      : balancer.addListener('Http', { port: 80, open: false, defaultAction });
    if (certificate) {
      balancer.addRedirect({ open: false });
    }
    const clients = internetFacing ? ec2.Peer.anyIpv4() : ec2.Peer.ipv4(vpc.vpcCidrBlock);
    for (const port of certificate ? [443, 80] : [80]) {
      balancer.connections.allowFrom(clients, ec2.Port.tcp(port), 'Clients');
    }
    balancer.connections.allowTo(props.group, DYNAMIC_PORTS, 'Load balancer to container instances');
  }
}

/** What `logAccessLogs` does, which asks for a stack with a known region. */
function logTo(balancer: elbv2.ApplicationLoadBalancer, bucket: s3.IBucket): void {
  balancer.setAttribute('access_logs.s3.enabled', 'true');
  balancer.setAttribute('access_logs.s3.bucket', bucket.bucketName);
  const added = bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`AWSLogs/${Stack.of(balancer).account}/*`)],
    }),
  );
  if (added.policyDependable) {
    balancer.node.addDependency(added.policyDependable);
  }
}
