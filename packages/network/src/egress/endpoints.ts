import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Tags } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { EndpointServices } from './endpoint-services';

export interface EndpointsProps {
  readonly vpc: ec2.IVpc;
  /** The range of the VPC; only from here may the endpoints be called. */
  readonly vpcRange: string;
  readonly services: EndpointServices;
}

/** VPC endpoints in every private subnet, under the services' usual host names. */
export class Endpoints extends Construct {
  public constructor(scope: Construct, id: string, { vpc, vpcRange, services }: EndpointsProps) {
    super(scope, id);
    const subnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'VPC endpoints of AWS services, open to the VPC only',
      allowAllOutbound: false,
    });
    securityGroup.addIngressRule(ec2.Peer.ipv4(vpcRange), ec2.Port.HTTPS, 'HTTPS from the VPC');
    new ec2.GatewayVpcEndpoint(this, 'S3', {
      vpc,
      service: ec2.GatewayVpcEndpointAwsService.S3,
      subnets: [subnets],
    });
    for (const service of services.interfaces) {
      new ec2.InterfaceVpcEndpoint(this, service.shortName, {
        vpc,
        service,
        subnets,
        securityGroups: [securityGroup],
        // The rule above says it with a description; CDK's own would come on top.
        open: false,
        privateDnsEnabled: true,
      });
    }
    Tags.of(this).add('Name', this.node.path);
  }
}
