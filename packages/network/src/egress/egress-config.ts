import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { EndpointServices } from './endpoint-services';

/** What an egress strategy asks of the network. */
export interface EgressConfig {
  readonly privateSubnetType: ec2.SubnetType;
  /** How many of the public subnets `ec2.Vpc` offers to the provider. */
  readonly natGateways: number;
  readonly natGatewayProvider?: ec2.NatProvider;
  /** The public addresses, where they are fixed. */
  readonly natGatewayAddresses?: string[];
  readonly endpoints?: EndpointServices;
}
