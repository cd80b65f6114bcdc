import { BLOCK_PREFIX, PRIVATE_OFFSET, ZONES } from '../private/bounds';
import { failure } from '../private/errors';
import { checkRanges } from './check-ranges';
import { Ipv4Block } from './ipv4-block';

/** The ranges of an address plan of your own. Entry 0 of both lists is the first zone, entry 1 the second. */
export interface AddressRanges {
  /** The range of the VPC, a /16 to a /28. */
  readonly vpc: string;

  /** A range for the public subnet of each zone, inside the VPC's, each a /16 to a /28. */
  readonly publicSubnets: string[];

  /** A range for the private subnet of each zone, inside the VPC's, each a /16 to a /28. Instances live here. */
  readonly privateSubnets: string[];
}

/**
 * Which IPv4 range the VPC and each of its subnets get.
 *
 * Ranges must be known at synthesis: they are checked for overlap, alignment and size before anything is deployed.
 * A range cannot be changed on a living network (see the README, "What may change").
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export class AddressPlan {
  /**
   * The convention of terraform-ecs in a /16: public subnets 10.x.0.0/24, 10.x.1.0/24 …, private ones
   * 10.x.50.0/24, 10.x.51.0/24 …
   *
   * It has room for every zone from the start, so zones can be added to a living network.
   *
   * @param base a /16, such as `10.4.0.0/16`; anything else fails with `CidrUnresolved`, `CidrInvalid`,
   * `CidrNotAligned` or `VpcSizeOutOfRange`
   */
  public static of(base: string): AddressPlan {
    const vpc = Ipv4Block.parse('base', base);
    if (vpc.prefix !== BLOCK_PREFIX.largest) {
      throw failure(
        'VpcSizeOutOfRange',
        `base must be a /${BLOCK_PREFIX.largest}, got '${base}'; for another size use AddressPlan.custom()`,
      );
    }
    const subnet = (number: number) => new Ipv4Block(vpc.first + number * 256, 24).toString();
    const zones = Array.from({ length: ZONES.max }, (_, zone) => zone);
    return new AddressPlan(
      base,
      zones.map((zone) => subnet(zone)),
      zones.map((zone) => subnet(PRIVATE_OFFSET + zone)),
    );
  }

  /**
   * Ranges of your own, one public and one private subnet for each zone.
   *
   * A range that is no range, of a size AWS does not allow, outside the VPC or overlapping another one fails with
   * `CidrUnresolved`, `CidrInvalid`, `CidrNotAligned`, `VpcSizeOutOfRange`, `SubnetSizeOutOfRange`,
   * `SubnetOutsideVpc` or `SubnetsOverlap`; lists of unequal or wrong length with `SubnetListsDiffer` or
   * `SubnetCountOutOfRange`.
   */
  public static custom(ranges: AddressRanges): AddressPlan {
    checkRanges(ranges);
    return new AddressPlan(ranges.vpc, [...ranges.publicSubnets], [...ranges.privateSubnets]);
  }

  private constructor(
    private readonly vpc: string,
    private readonly publicSubnets: string[],
    private readonly privateSubnets: string[],
  ) {}

  /**
   * The ranges of a network over this many zones.
   * @internal
   */
  public _forZones(zones: number): AddressRanges {
    const room = this.publicSubnets.length;
    if (zones > room) {
      throw failure(
        'AddressPlanTooSmall',
        `addressPlan must have subnets for ${zones} zones, got ${room}; add ranges to publicSubnets and privateSubnets`,
      );
    }
    return {
      vpc: this.vpc,
      publicSubnets: this.publicSubnets.slice(0, zones),
      privateSubnets: this.privateSubnets.slice(0, zones),
    };
  }
}
