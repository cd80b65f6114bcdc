import type { LifecycleHookSpecification, Tag } from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import { required } from '../support';
import { LAUNCHING, TERMINATING, type GroupTag, type Hook, type LifecycleResult } from './model';

const DEFAULT_HEARTBEAT_SECONDS = 3600;
const HEARTBEAT_BOUNDS = [30, 7200] as const;

/** A hook from its specification. */
export function hookOf(input: LifecycleHookSpecification): Hook {
  const name = required(input.LifecycleHookName, 'lifecycleHookName');
  const transition = required(input.LifecycleTransition, 'lifecycleTransition');
  if (transition !== LAUNCHING && transition !== TERMINATING) {
    throw new AwsError(
      'ValidationError',
      `Invalid Lifecycle Transition: ${transition}; valid are ${LAUNCHING}, ${TERMINATING}`,
    );
  }
  const heartbeatTimeout = input.HeartbeatTimeout ?? DEFAULT_HEARTBEAT_SECONDS;
  const [least, most] = HEARTBEAT_BOUNDS;
  if (heartbeatTimeout < least || heartbeatTimeout > most) {
    throw new AwsError(
      'ValidationError',
      `HeartbeatTimeout of ${name} must be ${least} to ${most} seconds, got ${heartbeatTimeout}`,
    );
  }
  return {
    name,
    transition,
    heartbeatTimeout,
    defaultResult: lifecycleResult(input.DefaultResult ?? 'ABANDON'),
    targetArn: input.NotificationTargetARN === '' ? undefined : input.NotificationTargetARN,
    roleArn: input.RoleARN,
    metadata: input.NotificationMetadata,
  };
}

export function lifecycleResult(result: string | undefined): LifecycleResult {
  if (result !== 'CONTINUE' && result !== 'ABANDON') {
    throw new AwsError('ValidationError', `Invalid Lifecycle Action Result: ${result}; valid are CONTINUE, ABANDON`);
  }
  return result;
}

export function groupTag({ Key, Value = '', PropagateAtLaunch = false }: Tag): GroupTag {
  return { key: required(Key, 'tags.member.key'), value: Value, propagateAtLaunch: PropagateAtLaunch };
}
