import { randomUUID } from 'node:crypto';
import type {
  DeletePolicyCommandInput,
  DeleteScheduledActionCommandInput,
  DescribePoliciesCommandInput,
  DescribeScheduledActionsCommandInput,
  PutScalingPolicyCommandInput,
  PutScheduledUpdateGroupActionCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import { action, page, required, type Action } from '../support';
import type { Group } from './model';
import { findGroup, invalidToken, type Runtime } from './runtime';

const POLICY_TYPES = ['SimpleScaling', 'StepScaling', 'TargetTrackingScaling'];

/** Scaling policies and scheduled actions are kept and reported; metrics that would move them do not exist here. */
export function policyActions(runtime: Runtime): Record<string, Action> {
  return {
    PutScalingPolicy: action<PutScalingPolicyCommandInput>(
      [
        'AutoScalingGroupName',
        'PolicyName',
        'PolicyType',
        'AdjustmentType',
        'MinAdjustmentMagnitude',
        'ScalingAdjustment',
        'Cooldown',
        'MetricAggregationType',
        'StepAdjustments',
        'EstimatedInstanceWarmup',
        'TargetTrackingConfiguration',
        'Enabled',
      ],
      (input) => putPolicy(runtime, input),
    ),
    DeletePolicy: action<DeletePolicyCommandInput>(
      ['AutoScalingGroupName', 'PolicyName'],
      ({ AutoScalingGroupName, PolicyName = '' }) => {
        const groups =
          AutoScalingGroupName === undefined
            ? [...runtime.groups.values()]
            : [findGroup(runtime, AutoScalingGroupName)];
        const deleted = groups.filter(({ policies }) =>
          [...policies].some(
            ([name, { PolicyARN }]) => (name === PolicyName || PolicyARN === PolicyName) && policies.delete(name),
          ),
        );
        if (deleted.length === 0) {
          throw new AwsError('ValidationError', `ScalingPolicy name not found - ${PolicyName}`);
        }
      },
    ),
    DescribePolicies: action<DescribePoliciesCommandInput>(
      ['AutoScalingGroupName', 'PolicyNames', 'PolicyTypes', 'MaxRecords', 'NextToken'],
      ({ AutoScalingGroupName, PolicyNames, PolicyTypes, MaxRecords = 50, NextToken }) => {
        const chosen = groupsOf(runtime, AutoScalingGroupName)
          .flatMap(({ policies }) => [...policies.values()])
          .filter(
            ({ PolicyName = '', PolicyARN = '' }) =>
              PolicyNames?.some((name) => name === PolicyName || name === PolicyARN) ?? true,
          )
          .filter(({ PolicyType = '' }) => PolicyTypes?.includes(PolicyType) ?? true);
        const { items, next } = page(chosen, MaxRecords, NextToken, invalidToken);
        return { ScalingPolicies: items, NextToken: next };
      },
    ),
    PutScheduledUpdateGroupAction: action<PutScheduledUpdateGroupActionCommandInput>(
      [
        'AutoScalingGroupName',
        'ScheduledActionName',
        'StartTime',
        'EndTime',
        'Recurrence',
        'MinSize',
        'MaxSize',
        'DesiredCapacity',
        'TimeZone',
      ],
      (input) => {
        const group = findGroup(runtime, input.AutoScalingGroupName);
        const name = required(input.ScheduledActionName, 'scheduledActionName');
        if ([input.MinSize, input.MaxSize, input.DesiredCapacity].every((size) => size === undefined)) {
          throw new AwsError(
            'ValidationError',
            'At least one of MinSize, MaxSize or DesiredCapacity must be specified',
          );
        }
        group.scheduled.set(name, {
          ...input,
          ScheduledActionARN: childArn(runtime, group, 'scheduledUpdateGroupAction', `scheduledActionName/${name}`),
        });
      },
    ),
    DeleteScheduledAction: action<DeleteScheduledActionCommandInput>(
      ['AutoScalingGroupName', 'ScheduledActionName'],
      ({ AutoScalingGroupName, ScheduledActionName = '' }) => {
        if (!findGroup(runtime, AutoScalingGroupName).scheduled.delete(ScheduledActionName)) {
          throw new AwsError('ValidationError', `Scheduled action name not found - ${ScheduledActionName}`);
        }
      },
    ),
    DescribeScheduledActions: action<DescribeScheduledActionsCommandInput>(
      ['AutoScalingGroupName', 'ScheduledActionNames', 'MaxRecords', 'NextToken'],
      ({ AutoScalingGroupName, ScheduledActionNames: names, MaxRecords = 50, NextToken }) => {
        const chosen = groupsOf(runtime, AutoScalingGroupName)
          .flatMap(({ scheduled }) => [...scheduled.values()])
          .filter(({ ScheduledActionName = '' }) => names?.includes(ScheduledActionName) ?? true);
        const { items, next } = page(chosen, MaxRecords, NextToken, invalidToken);
        return { ScheduledUpdateGroupActions: items, NextToken: next };
      },
    ),
  };
}

function putPolicy(runtime: Runtime, input: PutScalingPolicyCommandInput): { PolicyARN: string; Alarms: [] } {
  const group = findGroup(runtime, input.AutoScalingGroupName);
  const name = required(input.PolicyName, 'policyName');
  const type = input.PolicyType ?? 'SimpleScaling';
  if (!POLICY_TYPES.includes(type)) {
    throw new AwsError('UnsupportedOperation', `Local AWS does not play the scaling policy type ${type}`, 501);
  }
  if (type === 'TargetTrackingScaling' && input.TargetTrackingConfiguration === undefined) {
    throw new AwsError(
      'ValidationError',
      'TargetTrackingConfiguration is required for policy type TargetTrackingScaling',
    );
  }
  const arn = group.policies.get(name)?.PolicyARN ?? childArn(runtime, group, 'scalingPolicy', `policyName/${name}`);
  group.policies.set(name, { Enabled: true, ...input, PolicyType: type, PolicyARN: arn, Alarms: [] });
  return { PolicyARN: arn, Alarms: [] };
}

function groupsOf(runtime: Runtime, name: string | undefined): Group[] {
  return name === undefined ? [...runtime.groups.values()] : [findGroup(runtime, name)];
}

function childArn({ account }: Runtime, group: Group, kind: string, name: string): string {
  const { accountId, partition, region } = account;
  return `arn:${partition}:autoscaling:${region}:${accountId}:${kind}:${randomUUID()}:autoScalingGroupName/${group.name}:${name}`;
}
