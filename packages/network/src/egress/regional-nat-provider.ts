import * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * A NAT gateway of the VPC instead of one subnet. aws-cdk-lib has `NatProvider.regionalGateway` since 2.273, above
 * the oldest release that is supported here; the resources are the same.
 */
export class RegionalNatProvider extends ec2.NatProvider {
  private gateway?: ec2.CfnNatGateway;

  public get configuredGateways(): ec2.GatewayConfig[] {
    // 'regional' where others name a zone: what aws-cdk-lib's own provider says.
    return this.gateway ? [{ az: 'regional', gatewayId: this.gateway.attrNatGatewayId }] : [];
  }

  public configureNat({ vpc, natSubnets, privateSubnets }: ec2.ConfigureNatOptions): void {
    this.gateway = new ec2.CfnNatGateway(vpc, 'RegionalNatGateway', {
      availabilityMode: 'regional',
      connectivityType: 'public',
      vpcId: vpc.vpcId,
    });
    // It lies in no subnet, but AWS creates it only in a VPC whose internet gateway is attached.
    this.gateway.node.addDependency(...natSubnets.map((subnet) => subnet.internetConnectivityEstablished));
    for (const subnet of privateSubnets) {
      this.configureSubnet(subnet);
    }
  }

  public configureSubnet(subnet: ec2.PrivateSubnet): void {
    for (const { gatewayId } of this.configuredGateways) {
      subnet.addDefaultNatRoute(gatewayId);
    }
  }
}
