import { BLOCK_PREFIX, ZONES } from '../private/bounds';
import { failure } from '../private/errors';
import type { AddressRanges } from './address-plan';
import { Ipv4Block } from './ipv4-block';

interface NamedBlock {
  readonly prop: string;
  readonly block: Ipv4Block;
}

/** Refuses what AWS would refuse halfway through a deployment. */
export function checkRanges(ranges: AddressRanges): void {
  const vpc = { prop: 'vpc', block: Ipv4Block.parse('vpc', ranges.vpc) };
  checkSize('VpcSizeOutOfRange', vpc);
  checkCounts(ranges);
  const subnets = [
    ...ranges.publicSubnets.map((text, index) => read(`publicSubnets[${index}]`, text)),
    ...ranges.privateSubnets.map((text, index) => read(`privateSubnets[${index}]`, text)),
  ];
  for (const [index, subnet] of subnets.entries()) {
    checkSize('SubnetSizeOutOfRange', subnet);
    checkInside(vpc, subnet);
    checkDisjoint(subnet, subnets.slice(0, index));
  }
}

function read(prop: string, text: string): NamedBlock {
  return { prop, block: Ipv4Block.parse(prop, text) };
}

function checkCounts({ publicSubnets, privateSubnets }: AddressRanges): void {
  if (publicSubnets.length !== privateSubnets.length) {
    throw failure(
      'SubnetListsDiffer',
      `publicSubnets and privateSubnets must have one range for each zone, got ${publicSubnets.length} and ` +
        `${privateSubnets.length}; give both the same number`,
    );
  }
  if (publicSubnets.length < ZONES.min || publicSubnets.length > ZONES.max) {
    throw failure(
      'SubnetCountOutOfRange',
      `publicSubnets and privateSubnets must have ${ZONES.min} to ${ZONES.max} ranges each, one for each zone, ` +
        `got ${publicSubnets.length}`,
    );
  }
}

function checkSize(code: string, { prop, block }: NamedBlock): void {
  if (block.prefix < BLOCK_PREFIX.largest || block.prefix > BLOCK_PREFIX.smallest) {
    throw failure(
      code,
      `${prop} must be a /${BLOCK_PREFIX.largest} to a /${BLOCK_PREFIX.smallest}, got '${block}'; ` +
        'AWS allows no other size',
    );
  }
}

function checkInside(vpc: NamedBlock, subnet: NamedBlock): void {
  if (!vpc.block.contains(subnet.block)) {
    throw failure(
      'SubnetOutsideVpc',
      `${subnet.prop} must lie inside vpc '${vpc.block}', got '${subnet.block}'; choose a range of the VPC's`,
    );
  }
}

function checkDisjoint(subnet: NamedBlock, earlier: NamedBlock[]): void {
  const clash = earlier.find((other) => other.block.overlaps(subnet.block));
  if (clash) {
    throw failure(
      'SubnetsOverlap',
      `${subnet.prop} must not overlap ${clash.prop} '${clash.block}', got '${subnet.block}'; ` +
        'give every subnet a range of its own',
    );
  }
}
