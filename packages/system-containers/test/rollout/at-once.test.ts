import { atOnce } from '../../src/rollout/at-once';
import { RolloutConcurrency } from '../../src';
import { failureOf } from '../support';

describe('how many hosts change at the same time', () => {
  test.each([
    ['10%', 50, 5],
    ['10%', 59, 5],
    ['10%', 3, 1],
    ['10%', 0, 1],
    ['100%', 7, 7],
    ['3', 50, 3],
    ['3', 1, 3],
  ])('is by %s of %i hosts: %i', (concurrency, hosts, expected) => {
    expect(atOnce(concurrency, hosts)).toBe(expected);
  });

  test('is written as it is read', () => {
    expect(RolloutConcurrency.instances(2)._bind()).toBe('2');
    expect(RolloutConcurrency.percent(25)._bind()).toBe('25%');
  });

  test('fails below one instance', () => {
    const text = (given: string) =>
      `RolloutConcurrencyOutOfRange: count must be a whole number of instances, at least 1, got ${given}; ` +
      'take 1 to change one after another';
    expect(failureOf(() => RolloutConcurrency.instances(0))).toBe(text('0'));
    expect(failureOf(() => RolloutConcurrency.instances(1.5))).toBe(text('1.5'));
    expect(failureOf(() => RolloutConcurrency.instances(1))).toBe('nothing was thrown');
  });

  test('fails outside of 1 to 100 percent', () => {
    const text = (given: string) =>
      `RolloutConcurrencyOutOfRange: share must be 1 to 100 percent, got ${given}; ` +
      'for one instance after another take RolloutConcurrency.instances(1)';
    expect(failureOf(() => RolloutConcurrency.percent(0))).toBe(text('0'));
    expect(failureOf(() => RolloutConcurrency.percent(101))).toBe(text('101'));
    expect([1, 100].map((share) => failureOf(() => RolloutConcurrency.percent(share)))).toEqual([
      'nothing was thrown',
      'nothing was thrown',
    ]);
  });
});
