import { ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';

/** What a group or a cluster is when nothing is said; a test holds the README's table to it. */
export const DEFAULTS = {
  instanceGroupName: 'default' as string,
  /** x86, so that any image runs. */
  instanceTypes: [new InstanceType('t3.medium')],
  minCapacity: 2,
  maxCapacity: 4,
  managedScaling: true,
  rootVolumeGiB: 30,
  targetCapacityPercent: 100,
  bootTimeout: Duration.minutes(15),
  minHealthyPercentage: 100,
  maxHealthyPercentage: 110,
  /** An instance is in service only when it has registered with ECS: there is nothing left to warm up. */
  instanceWarmup: Duration.seconds(0),
  bootReportRetention: RetentionDays.ONE_MONTH,
  containerInsights: ContainerInsights.ENABLED,
} as const;

/** Bounds, used by the checks and by their texts. */
export const BOUNDS = {
  /** EC2 Auto Scaling's heartbeat timeout of a lifecycle hook, in seconds. */
  bootTimeoutSeconds: { min: 30, max: 7200 },
  /** Of a managed scaling target. */
  targetCapacityPercent: { min: 1, max: 100 },
  percentage: { min: 0, max: 100 },
  /** What EC2 Auto Scaling allows beyond the desired capacity during a refresh. */
  maxHealthyPercentage: { min: 100, max: 200 },
  /** Of a gp3 volume. */
  rootVolumeGiB: { min: 1, max: 16384 },
} as const;

/** The launch lifecycle hook that an instance completes once it takes work. */
export const LAUNCH_HOOK_NAME = 'ecs-groundwork-boot';

/** By which services choose a group: `placementConstraint()`. */
export const GROUP_ATTRIBUTE = 'ecs-groundwork.instance-group';

/** By which IAM tells groups apart without naming them: a policy that named its group would wait for it for ever. */
export const GROUP_TAG = 'ecs-groundwork:instance-group';
