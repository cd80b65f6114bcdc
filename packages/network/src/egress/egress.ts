import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { EgressConfig } from './egress-config';
import { endpointServices } from './endpoint-services';
import { zonalNatGateways } from './nat-gateways';
import { RegionalNatProvider } from './regional-nat-provider';

/** Options of `Egress.endpointsOnly()`. */
export interface EndpointsOnlyOptions {
  /**
   * Further AWS services that your containers call, such as `ec2.InterfaceVpcEndpointAwsService.STS`.
   *
   * One that is there anyway fails with `EndpointGivenTwice`.
   *
   * @default - what a container instance itself needs
   */
  readonly additional?: ec2.InterfaceVpcEndpointAwsService[];
}

/**
 * How instances in the private subnets reach the world: terraform-ecs's "Private -> Public access (NAT'd)", and what
 * AWS has added since. May be changed on a living network; subnets stay.
 */
export class Egress {
  /**
   * A NAT gateway in the public subnet of each zone (the default): one zone's failure takes no other zone's egress.
   * Each has an Elastic IP; see `Network.natGatewayAddresses`.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
   */
  public static natGatewayPerZone(): Egress {
    return new Egress(zonalNatGateways);
  }

  /**
   * One NAT gateway, in the first zone, for all. It costs less; if that zone fails, no instance has egress, and
   * traffic from the other zones is charged as traffic between zones. For environments that may stand still.
   */
  public static singleNatGateway(): Egress {
    return new Egress((scope) => zonalNatGateways(scope, 1));
  }

  /**
   * One NAT gateway that AWS spreads over the zones where instances run. AWS chooses its addresses and adds some under
   * load, so they cannot be given to others for allow lists. It may take AWS a while to follow into a new zone;
   * meanwhile traffic crosses zones. Not in every region and partition (2026: not in GovCloud and China).
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
   */
  public static regionalNatGateway(): Egress {
    return new Egress(() => ({
      privateSubnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS,
      natGateways: 1,
      natGatewayProvider: new RegionalNatProvider(),
    }));
  }

  /**
   * No way to the internet: private subnets are of the type `PRIVATE_ISOLATED` and reach only the AWS services that a
   * container instance needs, through VPC endpoints (`Network.endpointServices` lists them). Images must come from
   * Amazon ECR in the same region. Public subnets and the internet gateway remain, for internet-facing load balancers.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
   */
  public static endpointsOnly(options: EndpointsOnlyOptions = {}): Egress {
    const services = endpointServices(options.additional ?? []);
    return new Egress(() => ({
      privateSubnetType: ec2.SubnetType.PRIVATE_ISOLATED,
      natGateways: 0,
      endpoints: services,
    }));
  }

  private constructor(private readonly build: (scope: Construct, zones: number) => EgressConfig) {}

  /**
   * What the network builds. Elastic IPs are created in the scope.
   * @internal
   */
  public _bind(scope: Construct, zones: number): EgressConfig {
    return this.build(scope, zones);
  }
}
