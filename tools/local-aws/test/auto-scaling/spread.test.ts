import * as fc from 'fast-check';
import { nextSubnet } from '../../src/services/auto-scaling/spread';

const subnets = ['a', 'b', 'c'].map((zone) => ({ id: `subnet-${zone}`, zone }));

function launched(zones: string, all = subnets): string {
  const instances = [...zones].map((zone) => ({ zone, subnetId: `subnet-${zone}` }));
  return nextSubnet(all, instances).id;
}

describe('the subnet for the next instance', () => {
  test.each([
    ['', 'subnet-a'],
    ['a', 'subnet-b'],
    ['ab', 'subnet-c'],
    ['abc', 'subnet-a'],
    ['bbc', 'subnet-a'],
    ['aacc', 'subnet-b'],
  ])('with instances in zones "%s" is %s', (zones, expected) => {
    expect(launched(zones)).toBe(expected);
  });

  test('is the emptier one of two in the same zone', () => {
    const twins = [
      { id: 'one', zone: 'a' },
      { id: 'other', zone: 'a' },
    ];
    expect(nextSubnet(twins, [{ zone: 'a', subnetId: 'one' }]).id).toBe('other');
  });

  test('keeps the zones of any group within one instance of each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 40 }), (zoneCount, size) => {
        const all = Array.from({ length: zoneCount }, (_, index) => ({ id: `s${index}`, zone: `z${index}` }));
        const instances: { zone: string; subnetId: string }[] = [];
        for (let number = 0; number < size; number++) {
          const { id, zone } = nextSubnet(all, instances);
          instances.push({ zone, subnetId: id });
        }
        const counts = all.map(({ zone }) => instances.filter((instance) => instance.zone === zone).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
