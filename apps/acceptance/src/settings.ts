import * as network from '@ecs-groundwork/network';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Settings } from './environment';

/** Where changes are tried: people may log in through a bastion, one NAT gateway is enough, everything can be deleted. */
export const settings: Settings = {
  name: 'acceptance',
  terminationProtection: false,
  network: {
    addressPlan: network.AddressPlan.of('10.10.0.0/16'),
    egress: network.Egress.singleNatGateway(),
  },
  sshFrom: [ec2.Peer.ipv4('198.51.100.0/24')],
  groups: {
    default: { instanceTypes: [new ec2.InstanceType('t3.medium')], minCapacity: 2, maxCapacity: 4 },
  },
  serviceTasks: 2,
  logRemoval: RemovalPolicy.DESTROY,
};
