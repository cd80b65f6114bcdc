import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Annotations, Stack, Validations } from 'aws-cdk-lib/core';
import * as cxapi from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import type { AddressRanges } from './address-plan/address-plan';
import { AddressPlan } from './address-plan/address-plan';
import { Ipv4Block } from './address-plan/ipv4-block';
import { PlannedIpAddresses } from './address-plan/planned-ip-addresses';
import { PlannedIpv6Addresses } from './address-plan/planned-ipv6-addresses';
import { keepDefaultSecurityGroupLogs } from './default-security-group/default-security-group-logs';
import { Egress } from './egress/egress';
import type { EgressConfig } from './egress/egress-config';
import { Endpoints } from './egress/endpoints';
import type { FlowLogs } from './flow-logs/flow-logs';
import { withZones } from './zones/with-zones';
import { zoneNames } from './zones/zone-names';

/** The range of the VPC when no plan is given. */
const DEFAULT_BASE = '10.0.0.0/16';

/** Where Docker puts its bridge on every container instance. */
const DOCKER_BRIDGE = Ipv4Block.parse('bridge', '172.17.0.0/16');

/** Properties of `Network`. All have safe defaults. */
export interface NetworkProps {
  /**
   * The IPv4 ranges of the VPC and its subnets.
   *
   * One with fewer subnets than zones fails with `AddressPlanTooSmall`.
   *
   * @default AddressPlan.of('10.0.0.0/16')
   */
  readonly addressPlan?: AddressPlan;

  /**
   * How many availability zones to span, 2 to 6. CloudFormation chooses them when it deploys (`Fn::GetAZs`), unless
   * the stack overrides `availabilityZones`. May be raised later. For a network that lives long, name the zones
   * instead: AWS does not promise that its choice stays the same.
   *
   * Another number fails with `ZoneCountOutOfRange`.
   *
   * @default 2
   */
  readonly zones?: number;

  /**
   * The names of the availability zones to span, such as `eu-west-1a`; 2 to 6 of them, instead of `zones`. New ones
   * go at the end: position decides the address ranges.
   *
   * Fails with `ZonesGivenTwice`, `ZoneCountOutOfRange`, `ZoneNamedTwice`, `ZoneIdGiven` or `ZoneInOtherRegion`.
   *
   * @default - as many as `zones` says, chosen when the stack is deployed
   */
  readonly availabilityZones?: string[];

  /**
   * How instances in the private subnets reach the world.
   * @default Egress.natGatewayPerZone()
   */
  readonly egress?: Egress;

  /**
   * Where records of the VPC's traffic go.
   * @default - traffic is not recorded
   */
  readonly flowLogs?: FlowLogs;

  /**
   * Whether the VPC has IPv6 addresses beside IPv4: a /64 of Amazon's for each subnet. Private subnets then assign
   * IPv6 addresses and reach out through an egress-only internet gateway, which lets nothing in (with
   * `Egress.endpointsOnly()` there is no such way out either). Hosts in public subnets get no address by themselves.
   *
   * @default false
   */
  readonly ipv6?: boolean;
}

/**
 * A VPC for container instances: an internet gateway, and in each of two or more zones a public subnet for load
 * balancers and a private one for instances. No host gets a public address by itself; the VPC's default security
 * group lets nothing in or out; zones are never looked up.
 *
 * It answers "What are we creating" of terraform-ecs: the VPC /16, its subnets and its NAT gateways.
 *
 * @example
 * new network.Network(this, 'Network', {
 *   addressPlan: network.AddressPlan.of('10.4.0.0/16'),
 *   availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
 *   flowLogs: network.FlowLogs.cloudWatch(),
 * });
 */
export class Network extends Construct {
  /**
   * The VPC, for every construct that takes one. Its subnets are in CDK's types, `PUBLIC` and `PRIVATE_WITH_EGRESS`
   * (`PRIVATE_ISOLATED` with `Egress.endpointsOnly()`), in groups named `Public` and `Private`. A construct that is
   * given no subnets takes the private ones.
   */
  public readonly vpc: ec2.IVpc;

  /**
   * The public addresses that instances in private subnets are seen with, for the allow lists of others. One for each
   * NAT gateway; none with `Egress.regionalNatGateway()` (AWS chooses and changes them) and `Egress.endpointsOnly()`.
   */
  public readonly natGatewayAddresses: string[];

  /**
   * The AWS services that private subnets reach without the internet, each by the last part of its endpoint's name
   * (`com.amazonaws.<region>.ecr.api` is `ecr.api`). Empty unless the egress is `Egress.endpointsOnly()`.
   */
  public readonly endpointServices: string[];

  /** Where flow logs land in CloudWatch, if they do; add metric filters and subscriptions here. */
  public readonly flowLogGroup?: logs.ILogGroup;

  /**
   * @param scope the stack, or a construct in it
   * @param id part of the logical ids: another one means another network
   * @param props what differs from the defaults
   */
  public constructor(scope: Construct, id: string, props: NetworkProps = {}) {
    super(scope, id);
    this.settleFeatureFlags();
    const zones = zoneNames(Stack.of(this), props);
    const ranges = (props.addressPlan ?? AddressPlan.of(DEFAULT_BASE))._forZones(zones.length);
    const egress = (props.egress ?? Egress.natGatewayPerZone())._bind(this, zones.length);

    this.vpc = this.createVpc(zones, ranges, egress, props.ipv6 ?? false);
    keepDefaultSecurityGroupLogs(Stack.of(this));
    this.natGatewayAddresses = egress.natGatewayAddresses ?? [];
    this.endpointServices = egress.endpoints?.names ?? [];
    if (egress.endpoints) {
      new Endpoints(this, 'Endpoints', { vpc: this.vpc, vpcRange: ranges.vpc, services: egress.endpoints });
    }
    if (props.flowLogs) {
      this.flowLogGroup = this.record(props.flowLogs);
    }
    if (props.availabilityZones) {
      this.acknowledgeNamedZones();
    }
    this.warnOfDockerBridge(ranges.vpc);
  }

  private createVpc(zones: string[], ranges: AddressRanges, egress: EgressConfig, ipv6: boolean): ec2.Vpc {
    // The private subnets keep their name, and thereby their logical ids, whatever the egress: it may be changed later.
    const publicSubnets = { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false };
    const privateSubnets = { name: 'Private', subnetType: egress.privateSubnetType };
    return withZones(
      Stack.of(this),
      zones,
      () =>
        new ec2.Vpc(this, 'Vpc', {
          vpcName: this.node.path,
          availabilityZones: zones,
          ipAddresses: new PlannedIpAddresses(ranges),
          natGateways: egress.natGateways,
          natGatewayProvider: egress.natGatewayProvider,
          restrictDefaultSecurityGroup: true,
          ...(ipv6 && {
            ipProtocol: ec2.IpProtocol.DUAL_STACK,
            ipv6Addresses: new PlannedIpv6Addresses(zones.length),
          }),
          subnetConfiguration: [
            // An IPv6 address is public by itself: hosts beside the load balancers get none unasked.
            { ...publicSubnets, ...(ipv6 && { ipv6AssignAddressOnCreation: false }) },
            privateSubnets,
          ],
        }),
    );
  }

  private record(flowLogs: FlowLogs): logs.ILogGroup | undefined {
    const scope = new Construct(this, 'FlowLogs');
    const { destination, trafficType, logGroup } = flowLogs._bind(scope);
    new ec2.FlowLog(scope, 'FlowLog', {
      resourceType: ec2.FlowLogResourceType.fromVpc(this.vpc),
      destination,
      trafficType,
    });
    return logGroup;
  }

  /** What is built must not depend on which feature flags the app has: old apps and Python apps often have none. */
  private settleFeatureFlags(): void {
    this.node.setContext(cxapi.EC2_REQUIRE_PRIVATE_SUBNETS_FOR_EGRESSONLYINTERNETGATEWAY, true);
    this.node.setContext(cxapi.S3_CREATE_DEFAULT_LOGGING_POLICY, true);
  }

  /** aws-cdk-lib's own validation would warn, once for each subnet, of what is the better way for a long-lived VPC. */
  private acknowledgeNamedZones(): void {
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason: 'The zones are named on purpose: those that Fn::GetAZs answers may change during the life of the VPC.',
    });
  }

  private warnOfDockerBridge(vpcRange: string): void {
    if (Ipv4Block.parse('vpc', vpcRange).overlaps(DOCKER_BRIDGE)) {
      Annotations.of(this).addWarningV2(
        '@ecs-groundwork/network:DockerBridge',
        `The VPC's range '${vpcRange}' overlaps Docker's bridge ${DOCKER_BRIDGE}: from a container instance, ` +
          'addresses in both cannot be reached. Choose another range, or move the bridge on every instance.',
      );
    }
  }
}
