import * as logging from '@ecs-groundwork/logging';
import * as network from '@ecs-groundwork/network';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Settings } from './environment';

/** Where changes are tried: people may log in through a bastion, one NAT gateway is enough, everything can be deleted. */
export const settings: Settings = {
  name: 'acceptance',
  deletionProtection: false,
  network: {
    addressPlan: network.AddressPlan.of('10.10.0.0/16'),
    egress: network.Egress.singleNatGateway(),
  },
  sshFrom: [ec2.Peer.ipv4('198.51.100.0/24')],
  groups: {
    default: { instanceTypes: [new ec2.InstanceType('t3.medium')], minCapacity: 2, maxCapacity: 4 },
  },
  registryLogin: 'registry-login',
  accessLogs: false,
  internalBalancer: false,
  containerLogs: (scope) =>
    logging.LogDestination.cloudWatch({
      logGroup: new logs.LogGroup(scope, 'ContainerLogs', {
        retention: logs.RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    }),
  serviceTasks: 2,
  logRemoval: RemovalPolicy.DESTROY,
};
