import * as fc from 'fast-check';
import { median, ratio, summary } from '../src/measure/statistics';

const measurements = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1, maxLength: 20 });

describe('the median', () => {
  it('is the one in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is between the two in the middle of an even number', () => {
    expect(median([10, 1, 2, 4])).toBe(3);
  });

  it('fails without any measurement', () => {
    expect(() => median([])).toThrow(new Error('There is no median of nothing: measure at least once.'));
  });

  it('has as many measurements above as below', () => {
    fc.assert(
      fc.property(measurements, (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe('a summary', () => {
  it('keeps the least and the most', () => {
    expect(summary([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  });

  it('leaves the measurements in their order', () => {
    const values = [3, 1, 2];
    summary(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('a ratio', () => {
  it('compares what was measured in the same round', () => {
    expect(ratio([2, 30, 4], [1, 10, 4])).toEqual({ median: 2, min: 1, max: 3 });
  });

  it('is not moved by what slows a round down', () => {
    fc.assert(
      fc.property(measurements, fc.double({ min: 0.1, max: 10, noNaN: true }), (values, slower) => {
        const twice = values.map((value) => 2 * value);
        const slowed = (list: readonly number[]) => list.map((value, round) => (round === 0 ? value * slower : value));
        expect(ratio(slowed(twice), slowed(values)).median).toBeCloseTo(2);
      }),
    );
  });

  it('fails if rounds do not pair up', () => {
    expect(() => ratio([1, 2], [1])).toThrow(new Error('Rounds must pair up, got 2 and 1.'));
  });
});
