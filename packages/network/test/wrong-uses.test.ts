import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Stack } from 'aws-cdk-lib/core';
import { Fn, Token } from 'aws-cdk-lib/core';
import type { AddressRanges, NetworkProps } from '../src';
import { AddressPlan, Egress, FlowLogs } from '../src';
import { failureOf, IRELAND, make } from './support';

interface WrongUse {
  /** What is wrong. */
  readonly name: string;
  readonly code: (stack: Stack) => NetworkProps;
  /** The whole text, as TypeScript and Python users read it. */
  readonly expected: string;
}

const custom = (ranges: Partial<AddressRanges>) => () => ({
  addressPlan: AddressPlan.custom({
    vpc: '10.0.0.0/16',
    publicSubnets: ['10.0.0.0/24', '10.0.1.0/24'],
    privateSubnets: ['10.0.50.0/24', '10.0.51.0/24'],
    ...ranges,
  }),
});
const of = (base: string) => () => ({ addressPlan: AddressPlan.of(base) });
const named =
  (...availabilityZones: string[]) =>
  () => ({ availabilityZones });

const zones: WrongUse[] = [
  {
    name: 'one zone',
    code: () => ({ zones: 1 }),
    expected: 'ZoneCountOutOfRange: zones must be 2 to 6, got 1; leave it out for 2',
  },
  {
    name: 'seven zones',
    code: () => ({ zones: 7 }),
    expected: 'ZoneCountOutOfRange: zones must be 2 to 6, got 7; leave it out for 2',
  },
  {
    name: 'half a zone more',
    code: () => ({ zones: 2.5 }),
    expected: 'ZoneCountOutOfRange: zones must be 2 to 6, got 2.5; leave it out for 2',
  },
  {
    name: 'a number of zones that only CloudFormation knows',
    code: () => ({ zones: Token.asNumber({ Ref: 'Zones' }) }),
    expected: 'ZonesUnresolved: zones must be known at synthesis, got a token; write the number',
  },
  {
    name: 'a list of zones that only CloudFormation knows',
    code: () => ({ availabilityZones: Fn.getAzs() }),
    expected:
      'ZonesUnresolved: availabilityZones must be a list of known length, got a token; write the names, ' +
      'or a number in zones',
  },
  {
    name: 'zones as a number and by name',
    code: () => ({ zones: 2, availabilityZones: ['eu-west-1a', 'eu-west-1b'] }),
    expected:
      'ZonesGivenTwice: zones and availabilityZones cannot both be given; leave zones out, the names say how many',
  },
  {
    name: 'a single named zone',
    code: named('eu-west-1a'),
    expected:
      'ZoneCountOutOfRange: availabilityZones must name 2 to 6 zones, got 1; ' +
      "leave it out for 2 zones of the stack's region",
  },
  {
    name: 'the same zone twice',
    code: named('eu-west-1a', 'eu-west-1b', 'eu-west-1a'),
    expected: "ZoneNamedTwice: availabilityZones must name each zone once, got 'eu-west-1a' twice",
  },
  {
    name: 'a zone of another region',
    code: named('eu-west-1a', 'us-east-1b'),
    expected:
      "ZoneInOtherRegion: availabilityZones must lie in the stack's region 'eu-west-1', got 'us-east-1b'; " +
      "name a zone of that region or change the stack's env",
  },
  {
    name: 'the id of a zone',
    code: named('eu-west-1a', 'euw1-az2'),
    expected:
      "ZoneIdGiven: availabilityZones must be names such as 'eu-west-1a', got the zone id 'euw1-az2'; " +
      'look up the name that your account has for it',
  },
  {
    name: 'more zones than the stack has',
    code: (stack) => {
      Object.defineProperty(stack, 'availabilityZones', { value: ['eu-west-1a', 'eu-west-1b'], configurable: true });
      return { zones: 3 };
    },
    expected:
      "StackHasFewerZones: zones must be at most 2, as many as the stack's own availabilityZones, got 3; " +
      'add to them or ask for fewer',
  },
];

const addressPlans: WrongUse[] = [
  {
    name: 'a base that is no range',
    code: of('10.4.0.0'),
    expected: "CidrInvalid: base must be an IPv4 range such as '10.0.0.0/16', got '10.4.0.0'",
  },
  {
    name: 'an IPv6 base',
    code: of('fd00::/16'),
    expected: "CidrInvalid: base must be an IPv4 range such as '10.0.0.0/16', got 'fd00::/16'",
  },
  {
    name: 'an octet beyond 255',
    code: of('10.256.0.0/16'),
    expected: "CidrInvalid: base must be an IPv4 range such as '10.0.0.0/16', got '10.256.0.0/16'",
  },
  {
    name: 'a base in the middle of a /16',
    code: of('10.4.1.0/16'),
    expected: "CidrNotAligned: base must start at its first address, got '10.4.1.0/16'; write '10.4.0.0/16'",
  },
  {
    name: 'a base that is smaller than a /16',
    code: of('10.4.0.0/20'),
    expected: "VpcSizeOutOfRange: base must be a /16, got '10.4.0.0/20'; for another size use AddressPlan.custom()",
  },
  {
    name: 'a base that only CloudFormation knows',
    code: () => of(Fn.importValue('Base'))(),
    expected:
      'CidrUnresolved: base must be known at synthesis, got a token; ' +
      "write the range as text, such as '10.0.0.0/16'",
  },
  {
    name: 'a VPC that is larger than AWS allows',
    code: custom({ vpc: '10.0.0.0/15' }),
    expected: "VpcSizeOutOfRange: vpc must be a /16 to a /28, got '10.0.0.0/15'; AWS allows no other size",
  },
  {
    name: 'a subnet that is smaller than AWS allows',
    code: custom({ publicSubnets: ['10.0.0.0/24', '10.0.1.0/29'] }),
    expected:
      "SubnetSizeOutOfRange: publicSubnets[1] must be a /16 to a /28, got '10.0.1.0/29'; AWS allows no other size",
  },
  {
    name: 'a subnet outside the VPC',
    code: custom({ privateSubnets: ['10.0.50.0/24', '10.1.51.0/24'] }),
    expected:
      "SubnetOutsideVpc: privateSubnets[1] must lie inside vpc '10.0.0.0/16', got '10.1.51.0/24'; " +
      "choose a range of the VPC's",
  },
  {
    name: 'a private subnet inside a public one',
    code: custom({ privateSubnets: ['10.0.50.0/24', '10.0.1.128/25'] }),
    expected:
      "SubnetsOverlap: privateSubnets[1] must not overlap publicSubnets[1] '10.0.1.0/24', got '10.0.1.128/25'; " +
      'give every subnet a range of its own',
  },
  {
    name: 'a range given twice',
    code: custom({ publicSubnets: ['10.0.0.0/24', '10.0.0.0/24'] }),
    expected:
      "SubnetsOverlap: publicSubnets[1] must not overlap publicSubnets[0] '10.0.0.0/24', got '10.0.0.0/24'; " +
      'give every subnet a range of its own',
  },
  {
    name: 'fewer private subnets than public ones',
    code: custom({ privateSubnets: ['10.0.50.0/24'] }),
    expected:
      'SubnetListsDiffer: publicSubnets and privateSubnets must have one range for each zone, got 2 and 1; ' +
      'give both the same number',
  },
  {
    name: 'subnets for one zone',
    code: custom({ publicSubnets: ['10.0.0.0/24'], privateSubnets: ['10.0.50.0/24'] }),
    expected:
      'SubnetCountOutOfRange: publicSubnets and privateSubnets must have 2 to 6 ranges each, one for each zone, got 1',
  },
  {
    name: 'more zones than the plan has subnets for',
    code: () => ({ ...custom({})(), zones: 3 }),
    expected:
      'AddressPlanTooSmall: addressPlan must have subnets for 3 zones, got 2; ' +
      'add ranges to publicSubnets and privateSubnets',
  },
];

const others: WrongUse[] = [
  {
    name: 'an endpoint that is there anyway',
    code: () => ({ egress: Egress.endpointsOnly({ additional: [ec2.InterfaceVpcEndpointAwsService.SSM] }) }),
    expected: "EndpointGivenTwice: additional must name services that have no endpoint yet, got 'ssm'; leave it out",
  },
  {
    name: 'an interface endpoint beside the gateway endpoint of S3',
    code: () => ({ egress: Egress.endpointsOnly({ additional: [ec2.InterfaceVpcEndpointAwsService.S3] }) }),
    expected: "EndpointGivenTwice: additional must name services that have no endpoint yet, got 's3'; leave it out",
  },
  {
    name: 'a retention for a log group that has its own',
    code: (stack) => ({
      flowLogs: FlowLogs.cloudWatch({
        logGroup: new logs.LogGroup(stack, 'Mine'),
        retention: logs.RetentionDays.ONE_YEAR,
      }),
    }),
    expected: 'RetentionOfOwnLogGroup: retention cannot be given together with logGroup; set it on the log group',
  },
];

describe('a network fails on', () => {
  test.each([...zones, ...addressPlans, ...others])('$name', ({ code, expected }) => {
    expect(failureOf(() => make(code, IRELAND))).toBe(expected);
  });
});
