import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { type InstanceGroupOptions, Replacement } from '../../src';
import { type Made, makeGroup, only } from '../support';

function policy(options: InstanceGroupOptions | ((made: Made) => InstanceGroupOptions)): Record<string, unknown> {
  const [, { UpdatePolicy }] = only(makeGroup(options).template, 'AWS::AutoScaling::AutoScalingGroup');
  return UpdatePolicy as Record<string, unknown>;
}

describe('a change', () => {
  test('replaces the instances by default: new ones first, protected ones too', () => {
    expect(policy({}).AutoScalingInstanceRefresh).toEqual({
      Strategy: 'Rolling',
      Preferences: {
        MinHealthyPercentage: 100,
        MaxHealthyPercentage: 110,
        InstanceWarmup: 0,
        ScaleInProtectedInstances: 'Refresh',
      },
    });
  });

  test('replaces the instances as told', () => {
    const replacement = Replacement.instanceRefresh({
      minHealthyPercentage: 50,
      maxHealthyPercentage: 150,
      instanceWarmup: Duration.minutes(2),
      checkpointPercentages: [20, 100],
      checkpointDelay: Duration.minutes(30),
      bakeTime: Duration.minutes(10),
    });
    expect(policy({ replacement }).AutoScalingInstanceRefresh).toMatchObject({
      Preferences: {
        MinHealthyPercentage: 50,
        MaxHealthyPercentage: 150,
        InstanceWarmup: 120,
        CheckpointPercentages: [20, 100],
        CheckpointDelay: 1800,
        BakeTime: 600,
      },
    });
  });

  test('stops when an alarm goes off', () => {
    const refresh = policy(({ stack }) => ({
      replacement: Replacement.instanceRefresh({ alarms: [cloudwatch.Alarm.fromAlarmName(stack, 'Alarm', 'errors')] }),
    }));
    expect(refresh.AutoScalingInstanceRefresh).toMatchObject({
      Preferences: { AlarmSpecification: { Alarms: ['errors'] } },
    });
  });

  test('leaves running instances alone when told to', () => {
    expect(policy({ replacement: Replacement.none() })).not.toHaveProperty('AutoScalingInstanceRefresh');
  });

  test('never resets the size of the group', () => {
    expect(policy({}).AutoScalingScheduledAction).toEqual({ IgnoreUnmodifiedGroupSizeProperties: true });
  });

  test.each([
    [0, 100],
    [100, 200],
    [90, 100],
  ])('keeps from %d to %d percent', (minHealthyPercentage, maxHealthyPercentage) => {
    expect(() => Replacement.instanceRefresh({ minHealthyPercentage, maxHealthyPercentage })).not.toThrow();
  });
});
