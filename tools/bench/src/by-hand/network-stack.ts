import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Stack, type App, type StackProps } from 'aws-cdk-lib/core';
import type { NetworkSettings } from './settings';

const PRIVATE_OFFSET = 50;

export interface NetworkStackProps extends StackProps, NetworkSettings {}

/** A VPC over two zones: public subnets 10.x.0.0/24 …, private ones 10.x.50.0/24 …. */
export class NetworkStack extends Stack {
  public readonly vpc: ec2.Vpc;

  public constructor(app: App, id: string, props: NetworkStackProps) {
    super(app, id, props);
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: addressPlan(props.addresses),
      maxAzs: 2,
      natGateways: props.natGateways,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      ],
    });
    if (props.flowLogs) {
      const logGroup = new logs.LogGroup(this, 'FlowLogs', { retention: logs.RetentionDays.ONE_MONTH });
      this.vpc.addFlowLog('FlowLog', { destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup) });
    }
  }
}

/** By itself CDK packs the subnets one after the other. */
function addressPlan(addresses: string): ec2.IIpAddresses {
  return {
    allocateVpcCidr: () => ({ cidrBlock: `${addresses}.0.0/16` }),
    allocateSubnetsCidr: ({ requestedSubnets }) => {
      const taken = { Public: 0, Private: PRIVATE_OFFSET };
      return {
        allocatedSubnets: requestedSubnets.map(({ configuration }) => ({
          cidr: `${addresses}.${taken[configuration.name as keyof typeof taken]++}.0/24`,
        })),
      };
    },
  };
}
