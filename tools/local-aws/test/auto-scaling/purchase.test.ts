import { nextLaunch } from '../../src/services/auto-scaling/launching';
import { nextPurchase } from '../../src/services/auto-scaling/purchase';

describe('the purchase of a mixed group', () => {
  test.each([
    [0, 100, 4, 'dddd'],
    [0, 0, 4, 'ssss'],
    [2, 0, 4, 'ddss'],
    [0, 50, 4, 'dsds'],
    [1, 25, 5, 'ddsss'],
  ])('with base %i and %i %% on demand above it, %i launches are %s', (base, percentage, count, expected) => {
    const have = { 'on-demand': 0, spot: 0 };
    let launches = '';
    for (let number = 0; number < count; number++) {
      const purchase = nextPurchase(
        { OnDemandBaseCapacity: base, OnDemandPercentageAboveBaseCapacity: percentage },
        have,
      );
      have[purchase] += 1;
      launches += purchase === 'spot' ? 's' : 'd';
    }
    expect(launches).toBe(expected);
  });

  test('is on demand where no distribution is stated', () => {
    expect(nextPurchase(undefined, { 'on-demand': 3, spot: 0 })).toBe('on-demand');
  });
});

describe('the override of a mixed group', () => {
  const source = (percentage: number) => ({
    kind: 'mixed' as const,
    policy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateId: 'lt-1', Version: '1' },
        Overrides: [
          { InstanceType: 'm7g.large' },
          { InstanceType: 'c7g.large', LaunchTemplateSpecification: { LaunchTemplateId: 'lt-2', Version: '7' } },
        ],
      },
      InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: percentage },
    },
  });

  test('is the first on demand', () => {
    expect(nextLaunch(source(100), [{ purchase: 'on-demand', instanceType: 'm7g.large' }]).instanceType).toBe(
      'm7g.large',
    );
  });

  test('is the least used on Spot, with its own launch template', () => {
    expect(nextLaunch(source(0), [{ purchase: 'spot', instanceType: 'm7g.large' }])).toEqual({
      template: { LaunchTemplateId: 'lt-2', Version: '7' },
      instanceType: 'c7g.large',
      purchase: 'spot',
    });
  });
});
