import * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * Lets nothing out of a load balancer but what is added. EC2 opens all outgoing traffic of a security group whose
 * template names no rule in the group itself, and rules towards other groups stand beside it: hence one that leads
 * nowhere.
 */
export function closeEgress({ connections }: ec2.IConnectable): void {
  for (const group of connections.securityGroups) {
    group.addEgressRule(
      ec2.Peer.ipv4('127.0.0.1/32'),
      ec2.Port.tcp(443),
      'Nothing goes out but what other rules allow',
    );
  }
}
