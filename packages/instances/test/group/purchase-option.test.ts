import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import { Match } from 'aws-cdk-lib/assertions';
import { PurchaseOption } from '../../src';
import { launchData, makeGroup, only, type } from '../support';

const types = [type('m7i.large'), type('m6i.large')];

function distribution(purchaseOption: PurchaseOption, instanceTypes = types): unknown {
  const [, { Properties }] = only(
    makeGroup({ purchaseOption, instanceTypes }).template,
    'AWS::AutoScaling::AutoScalingGroup',
  );
  return (Properties.MixedInstancesPolicy as { InstancesDistribution: unknown }).InstancesDistribution;
}

describe('instances', () => {
  test('are On-Demand by default, of the one type in the launch template', () => {
    const { template } = makeGroup({ instanceTypes: [type('m7i.large')] });
    expect(launchData(template).InstanceType).toBe('m7i.large');
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      LaunchTemplate: Match.anyValue(),
      MixedInstancesPolicy: Match.absent(),
      CapacityRebalance: false,
    });
  });

  test('of several types prefer the first', () => {
    makeGroup({ instanceTypes: types }).template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      LaunchTemplate: Match.absent(),
      MixedInstancesPolicy: {
        LaunchTemplate: { Overrides: [{ InstanceType: 'm7i.large' }, { InstanceType: 'm6i.large' }] },
        InstancesDistribution: {
          OnDemandAllocationStrategy: 'prioritized',
          OnDemandPercentageAboveBaseCapacity: 100,
        },
      },
    });
  });

  test('are Spot instances of the deepest and cheapest pools', () => {
    expect(distribution(PurchaseOption.spot())).toMatchObject({
      OnDemandBaseCapacity: 0,
      OnDemandPercentageAboveBaseCapacity: 0,
      SpotAllocationStrategy: 'price-capacity-optimized',
    });
  });

  test('are Spot instances also with one type', () => {
    expect(distribution(PurchaseOption.spot(), [type('m7i.large')])).toMatchObject({
      OnDemandPercentageAboveBaseCapacity: 0,
    });
  });

  test('are Spot instances by the strategy that is told', () => {
    const allocationStrategy = autoscaling.SpotAllocationStrategy.CAPACITY_OPTIMIZED;
    expect(distribution(PurchaseOption.spot({ allocationStrategy }))).toMatchObject({
      SpotAllocationStrategy: 'capacity-optimized',
    });
  });

  test('are mixed as told', () => {
    const mixed = PurchaseOption.mixed({ onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 25 });
    expect(distribution(mixed)).toMatchObject({ OnDemandBaseCapacity: 2, OnDemandPercentageAboveBaseCapacity: 25 });
  });

  test('that AWS may take back get successors in time, and drain', () => {
    const { template } = makeGroup({ purchaseOption: PurchaseOption.spot(), instanceTypes: types });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', { CapacityRebalance: true });
    expect(JSON.stringify(launchData(template).UserData)).toContain('ECS_ENABLE_SPOT_INSTANCE_DRAINING=true');
  });

  test.each([0, 100])('may be mixed with %d percent On-Demand', (onDemandPercentageAboveBaseCapacity) => {
    expect(() => PurchaseOption.mixed({ onDemandPercentageAboveBaseCapacity })).not.toThrow();
  });
});
