import * as fc from 'fast-check';
import { AddressPlan } from '../../src';
import type { AddressRanges } from '../../src';
import { failureOf, make, subnets } from '../support';

const MY_PLAN: AddressRanges = {
  vpc: '172.20.0.0/20',
  publicSubnets: ['172.20.0.0/26', '172.20.0.64/26', '172.20.0.128/26'],
  privateSubnets: ['172.20.8.0/23', '172.20.10.0/23', '172.20.12.0/23'],
};

/** The bits of an address that a range fixes; not the arithmetic of the code under test. */
function bits(range: string): string {
  const [address, prefix] = range.split('/');
  const octets = address.split('.').map((octet) => Number(octet).toString(2).padStart(8, '0'));
  return octets.join('').slice(0, Number(prefix));
}

const inside = (outer: string, inner: string) => bits(inner).startsWith(bits(outer));
const overlap = (one: string, other: string) => inside(one, other) || inside(other, one);
const disjoint = (ranges: string[]) =>
  ranges.every((range, index) => ranges.slice(index + 1).every((other) => !overlap(range, other)));

describe('the conventional address plan', () => {
  test('takes any /16', () => {
    const { template } = make({ addressPlan: AddressPlan.of('10.4.0.0/16'), zones: 3 });
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '10.4.0.0/16' });
    expect(subnets(template, 'Public').map(({ cidr }) => cidr)).toEqual(['10.4.0.0/24', '10.4.1.0/24', '10.4.2.0/24']);
    expect(subnets(template, 'Private').map(({ cidr }) => cidr)).toEqual([
      '10.4.50.0/24',
      '10.4.51.0/24',
      '10.4.52.0/24',
    ]);
  });

  test('follows the convention, disjoint and inside the VPC, for any base and number of zones', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, fc.integer({ min: 2, max: 6 }), (a, b, count) => {
        const base = `${a}.${b}.0.0/16`;
        const plan = AddressPlan.of(base)._forZones(count);
        const zones = Array.from({ length: count }, (_, zone) => zone);
        expect(plan.vpc).toBe(base);
        expect(plan.publicSubnets).toEqual(zones.map((zone) => `${a}.${b}.${zone}.0/24`));
        expect(plan.privateSubnets).toEqual(zones.map((zone) => `${a}.${b}.${50 + zone}.0/24`));
        const all = [...plan.publicSubnets, ...plan.privateSubnets];
        expect(disjoint(all)).toBe(true);
        expect(all.every((subnet) => inside(base, subnet))).toBe(true);
      }),
    );
  });
});

describe('an address plan of your own', () => {
  test('gives each zone the ranges at its position', () => {
    const { template } = make({ addressPlan: AddressPlan.custom(MY_PLAN), zones: 3 });
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '172.20.0.0/20' });
    expect(subnets(template, 'Public').map(({ cidr }) => cidr)).toEqual(MY_PLAN.publicSubnets);
    expect(subnets(template, 'Private').map(({ cidr }) => cidr)).toEqual(MY_PLAN.privateSubnets);
  });

  test('may have ranges for zones to come', () => {
    const { template } = make({ addressPlan: AddressPlan.custom(MY_PLAN), zones: 2 });
    expect(subnets(template, 'Private').map(({ cidr }) => cidr)).toEqual(['172.20.8.0/23', '172.20.10.0/23']);
  });

  test('does not change when the lists it was made from do', () => {
    const publicSubnets = [...MY_PLAN.publicSubnets];
    const plan = AddressPlan.custom({ ...MY_PLAN, publicSubnets });
    publicSubnets[0] = '192.168.0.0/24';
    expect(plan._forZones(2).publicSubnets).toEqual(['172.20.0.0/26', '172.20.0.64/26']);
  });

  test('is taken if its subnets are disjoint and inside the VPC, and refused if not', () => {
    // A small world, so that ranges meet often: 10.0.0.0/16 and a little around it.
    const range = (prefixes: { min: number; max: number }, octets: { min: number; max: number }) =>
      fc.tuple(fc.integer(octets), fc.integer({ min: 0, max: 255 }), fc.integer(prefixes)).map(([c, d, prefix]) => {
        const address = 10 * 2 ** 24 + c * 2 ** 8 + d;
        const first = address - (address % 2 ** (32 - prefix));
        return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefix}`;
      });
    const subnet = range({ min: 22, max: 28 }, { min: 0, max: 80 });
    const plans = fc.integer({ min: 2, max: 3 }).chain((zones) =>
      fc.record({
        vpc: range({ min: 17, max: 20 }, { min: 0, max: 63 }),
        publicSubnets: fc.array(subnet, { minLength: zones, maxLength: zones }),
        privateSubnets: fc.array(subnet, { minLength: zones, maxLength: zones }),
      }),
    );
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(plans, (plan) => {
        const all = [...plan.publicSubnets, ...plan.privateSubnets];
        const sound = disjoint(all) && all.every((each) => inside(plan.vpc, each));
        const outcome = failureOf(() => AddressPlan.custom(plan));
        if (sound) {
          expect(outcome).toBe('nothing was thrown');
        } else {
          expect(outcome).toMatch(/^(SubnetsOverlap|SubnetOutsideVpc): /);
        }
        seen[sound ? 'taken' : 'refused'] += 1;
      }),
      { numRuns: 1000 },
    );
    // the claim is about both
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(20);
  });

  test('refuses whatever is no range, by naming it', () => {
    const noRange = fc.string().filter((text) => !/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text) && !text.includes('${'));
    fc.assert(
      fc.property(noRange, (text) => {
        expect(failureOf(() => AddressPlan.custom({ ...MY_PLAN, vpc: text }))).toBe(
          `CidrInvalid: vpc must be an IPv4 range such as '10.0.0.0/16', got '${text}'`,
        );
      }),
    );
  });
});
