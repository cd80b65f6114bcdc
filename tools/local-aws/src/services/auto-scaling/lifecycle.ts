import { randomUUID } from 'node:crypto';
import type { Hook, LifecycleAction } from './model';

/** AWS ends every wait after 48 hours or 100 heartbeats, whichever is less. */
const LONGEST_WAIT_SECONDS = 172_800;
const HEARTBEATS_AT_MOST = 100;

export function globalTimeout(hook: Pick<Hook, 'heartbeatTimeout'>): number {
  return Math.min(LONGEST_WAIT_SECONDS, hook.heartbeatTimeout * HEARTBEATS_AT_MOST);
}

export function startAction(hook: Hook, now: number): LifecycleAction {
  return {
    token: randomUUID(),
    hook,
    deadline: now + hook.heartbeatTimeout,
    globalDeadline: now + globalTimeout(hook),
  };
}

export function recordHeartbeat(action: LifecycleAction, now: number): void {
  action.deadline = Math.min(now + action.hook.heartbeatTimeout, action.globalDeadline);
}

/** An action's result: what was said, else the hook's default once the time is up. */
export function resultOf(action: LifecycleAction, now: number): LifecycleAction['result'] {
  return (
    action.result ?? (now >= Math.min(action.deadline, action.globalDeadline) ? action.hook.defaultResult : undefined)
  );
}

/** All hooks together: one ABANDON ends the wait, CONTINUE needs every one. */
export function verdict(actions: readonly LifecycleAction[], now: number): 'wait' | 'continue' | 'abandon' {
  const results = actions.map((action) => resultOf(action, now));
  if (results.includes('ABANDON')) {
    return 'abandon';
  }
  return results.every((result) => result === 'CONTINUE') ? 'continue' : 'wait';
}
