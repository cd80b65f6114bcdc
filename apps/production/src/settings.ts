import * as instances from '@ecs-groundwork/instances';
import * as logging from '@ecs-groundwork/logging';
import * as network from '@ecs-groundwork/network';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Settings } from './environment';

/** The release that acceptance ran last; raising it replaces the instances, a deployment of anything else does not. */
const amiRelease = instances.AmiRelease.pinned('al2023-ami-ecs-hvm-2023.0.20260922-kernel-6.1-x86_64');

/** Where users are: nobody logs in by SSH, no zone depends on another one, nothing is deleted by accident. */
export const settings: Settings = {
  name: 'production',
  deletionProtection: true,
  network: {
    addressPlan: network.AddressPlan.of('10.20.0.0/16'),
    flowLogs: network.FlowLogs.cloudWatch(),
  },
  groups: {
    default: {
      instanceTypes: [new ec2.InstanceType('m6i.large')],
      machineImage: instances.MachineImage.ecsOptimized({ release: amiRelease }),
      minCapacity: 2,
      maxCapacity: 10,
    },
    batch: {
      instanceTypes: ['m6i.large', 'm5.large', 'm6a.large'].map((name) => new ec2.InstanceType(name)),
      machineImage: instances.MachineImage.ecsOptimized({ release: amiRelease }),
      purchaseOption: instances.PurchaseOption.spot(),
      minCapacity: 0,
      maxCapacity: 10,
    },
  },
  registryLogin: 'registry-login',
  domainName: 'www.example.com',
  accessLogs: true,
  internalBalancer: true,
  containerLogs: (scope) =>
    logging.LogDestination.elasticsearch({
      host: 'logs.example.com',
      credentials: secretsmanager.Secret.fromSecretNameV2(scope, 'ElasticsearchLogin', 'elasticsearch-login'),
    }),
  serviceTasks: 4,
  logRemoval: RemovalPolicy.RETAIN,
};
