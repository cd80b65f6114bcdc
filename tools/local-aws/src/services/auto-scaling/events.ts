import { randomUUID } from 'node:crypto';
import { LAUNCHING, type Activity, type Group, type Instance, type LifecycleAction, type Refresh } from './model';
import type { Runtime } from './runtime';

const SOURCE = 'aws.autoscaling';

/** A hook's turn begins: EventBridge hears of it, and the hook's own target if it has one. */
export function announceAction(
  runtime: Runtime,
  group: Group,
  instance: Instance,
  { token, hook }: LifecycleAction,
): void {
  const launching = hook.transition === LAUNCHING;
  const message = {
    LifecycleActionToken: token,
    AutoScalingGroupName: group.name,
    LifecycleHookName: hook.name,
    EC2InstanceId: instance.id,
    LifecycleTransition: hook.transition,
    ...(hook.metadata === undefined ? {} : { NotificationMetadata: hook.metadata }),
    Origin: launching ? 'EC2' : 'AutoScalingGroup',
    Destination: launching ? 'AutoScalingGroup' : 'EC2',
  };
  emit(runtime, group, `EC2 Instance-${launching ? 'launch' : 'terminate'} Lifecycle Action`, message);
  if (hook.targetArn !== undefined) {
    notifyTarget(runtime, hook.targetArn, message);
  }
}

export function notifyTarget(runtime: Runtime, targetArn: string, message: Readonly<Record<string, unknown>>): void {
  const { account, clock, targets, onError } = runtime;
  targets
    .notify(targetArn, {
      Service: 'AWS Auto Scaling',
      Time: clock.date().toISOString(),
      RequestId: randomUUID(),
      AccountId: account.accountId,
      ...message,
    })
    .catch(onError);
}

/** A launch or termination came to its end. */
export function announceActivity(
  runtime: Runtime,
  group: Group,
  what: 'Launch' | 'Terminate',
  activity: Activity,
  instanceId: string | undefined,
): void {
  const outcome = activity.status === 'Successful' ? 'Successful' : 'Unsuccessful';
  emit(
    runtime,
    group,
    `EC2 Instance ${what} ${outcome}`,
    {
      StatusCode: activity.status === 'Successful' ? 'InProgress' : 'Failed',
      Description: activity.description,
      AutoScalingGroupName: group.name,
      ActivityId: activity.id,
      Details: activity.details,
      RequestId: activity.id,
      StatusMessage: activity.statusMessage ?? '',
      StartTime: activity.startTime.toISOString(),
      EndTime: activity.endTime?.toISOString(),
      EC2InstanceId: instanceId ?? '',
      Cause: activity.cause,
      Origin: what === 'Launch' ? 'EC2' : 'AutoScalingGroup',
      Destination: what === 'Launch' ? 'AutoScalingGroup' : 'EC2',
    },
    instanceId,
  );
}

export function announceRefresh(
  runtime: Runtime,
  group: Group,
  refresh: Refresh,
  what:
    'Started' | 'Succeeded' | 'Failed' | 'Cancelled' | 'Rollback Started' | 'Rollback Succeeded' | 'Rollback Failed',
): void {
  emit(runtime, group, `EC2 Auto Scaling Instance Refresh ${what}`, {
    InstanceRefreshId: refresh.id,
    AutoScalingGroupName: group.name,
  });
}

function emit(
  { events, account, onError }: Runtime,
  group: Group,
  detailType: string,
  detail: object,
  instanceId?: string,
): void {
  const instanceArn = `arn:${account.partition}:ec2:${account.region}:${account.accountId}:instance/${instanceId}`;
  const resources = instanceId === undefined ? [group.arn] : [group.arn, instanceArn];
  events.emit({ source: SOURCE, detailType, detail, resources }).catch(onError);
}
