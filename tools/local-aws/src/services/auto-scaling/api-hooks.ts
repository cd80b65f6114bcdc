import type {
  CompleteLifecycleActionCommandInput,
  DeleteLifecycleHookCommandInput,
  DescribeLifecycleHooksCommandInput,
  PutLifecycleHookCommandInput,
  RecordLifecycleActionHeartbeatCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import { action, type Action } from '../support';
import { hookOutput } from './describe';
import { notifyTarget } from './events';
import { hookOf, lifecycleResult } from './inputs';
import { recordHeartbeat, resultOf } from './lifecycle';
import { LAUNCHING, type LifecycleAction } from './model';
import { findGroup, type Runtime } from './runtime';

const HOOKS_AT_MOST = 50;

export function hookActions(runtime: Runtime): Record<string, Action> {
  return {
    PutLifecycleHook: action<PutLifecycleHookCommandInput>(
      [
        'AutoScalingGroupName',
        'LifecycleHookName',
        'LifecycleTransition',
        'HeartbeatTimeout',
        'DefaultResult',
        'NotificationTargetARN',
        'RoleARN',
        'NotificationMetadata',
      ],
      (input) => putHook(runtime, input),
    ),
    DeleteLifecycleHook: action<DeleteLifecycleHookCommandInput>(
      ['AutoScalingGroupName', 'LifecycleHookName'],
      ({ AutoScalingGroupName, LifecycleHookName = '' }) => {
        const group = findGroup(runtime, AutoScalingGroupName);
        if (!group.hooks.delete(LifecycleHookName)) {
          throw new AwsError('ValidationError', `No Lifecycle Hook found with name: ${LifecycleHookName}`);
        }
        // AWS ends what still waits for the hook: a launch is abandoned, a termination goes on.
        for (const { actions } of group.instances.values()) {
          actions
            .filter(({ hook }) => hook.name === LifecycleHookName)
            .forEach((waiting) => (waiting.result = waiting.hook.transition === LAUNCHING ? 'ABANDON' : 'CONTINUE'));
        }
      },
    ),
    DescribeLifecycleHooks: action<DescribeLifecycleHooksCommandInput>(
      ['AutoScalingGroupName', 'LifecycleHookNames'],
      ({ AutoScalingGroupName, LifecycleHookNames: names }) => {
        const group = findGroup(runtime, AutoScalingGroupName);
        const chosen = [...group.hooks.values()].filter(({ name }) => names === undefined || names.includes(name));
        return { LifecycleHooks: chosen.map((hook) => hookOutput(group, hook)) };
      },
    ),
    CompleteLifecycleAction: action<CompleteLifecycleActionCommandInput>(
      ['AutoScalingGroupName', 'LifecycleHookName', 'InstanceId', 'LifecycleActionToken', 'LifecycleActionResult'],
      (input) => {
        waitingAction(runtime, input).result = lifecycleResult(input.LifecycleActionResult);
      },
    ),
    RecordLifecycleActionHeartbeat: action<RecordLifecycleActionHeartbeatCommandInput>(
      ['AutoScalingGroupName', 'LifecycleHookName', 'InstanceId', 'LifecycleActionToken'],
      (input) => recordHeartbeat(waitingAction(runtime, input), runtime.clock.now()),
    ),
  };
}

function putHook(runtime: Runtime, input: PutLifecycleHookCommandInput): void {
  const group = findGroup(runtime, input.AutoScalingGroupName);
  const existing = group.hooks.get(input.LifecycleHookName ?? '');
  const hook = hookOf({
    ...(existing && {
      LifecycleTransition: existing.transition,
      HeartbeatTimeout: existing.heartbeatTimeout,
      DefaultResult: existing.defaultResult,
    }),
    ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
    LifecycleHookName: input.LifecycleHookName,
    LifecycleTransition: input.LifecycleTransition ?? existing?.transition,
  });
  if (existing === undefined && group.hooks.size >= HOOKS_AT_MOST) {
    throw new AwsError('LimitExceeded', `A group has at most ${HOOKS_AT_MOST} lifecycle hooks`);
  }
  group.hooks.set(hook.name, hook);
  if (hook.targetArn !== undefined && hook.targetArn !== existing?.targetArn) {
    notifyTarget(runtime, hook.targetArn, {
      Event: 'autoscaling:TEST_NOTIFICATION',
      AutoScalingGroupName: group.name,
      AutoScalingGroupARN: group.arn,
    });
  }
}

function waitingAction(runtime: Runtime, input: RecordLifecycleActionHeartbeatCommandInput): LifecycleAction {
  const { AutoScalingGroupName, LifecycleHookName, InstanceId, LifecycleActionToken } = input;
  const group = findGroup(runtime, AutoScalingGroupName);
  const now = runtime.clock.now();
  const waiting = [...group.instances.values()]
    .filter(({ id, state }) => state.endsWith(':Wait') && (InstanceId === undefined || id === InstanceId))
    .flatMap(({ actions }) => actions)
    .find(
      ({ hook, token, ...rest }) =>
        hook.name === LifecycleHookName &&
        (LifecycleActionToken === undefined ? InstanceId !== undefined : token === LifecycleActionToken) &&
        resultOf({ hook, token, ...rest }, now) === undefined,
    );
  if (waiting === undefined) {
    throw new AwsError(
      'ValidationError',
      LifecycleActionToken === undefined
        ? `No active Lifecycle Action found with instance ID ${InstanceId}`
        : `No active Lifecycle Action found with token ${LifecycleActionToken}`,
    );
  }
  return waiting;
}
