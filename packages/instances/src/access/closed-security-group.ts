import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { SSH } from './ssh';

/**
 * A security group that lets nothing out but what is added. EC2 opens all outgoing traffic of a group whose template
 * names no rule in the group itself, and rules towards other groups stand beside it: hence one that leads nowhere.
 */
export function closedSecurityGroup(scope: Construct, vpc: ec2.IVpc, description: string): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description, allowAllOutbound: false });
  group.addEgressRule(ec2.Peer.ipv4('127.0.0.1/32'), SSH, 'Nothing goes out but what other rules allow');
  return group;
}
