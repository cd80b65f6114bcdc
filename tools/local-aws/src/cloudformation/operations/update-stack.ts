import type { Plan } from '../state/plan';
import type { Checkpoint, Stack } from '../state/stack';
import { attempt } from './attempt';
import { cleanUp } from './clean-up';
import type { Operation } from './operation';
import { rollBackUpdate } from './roll-back-update';

/**
 * Brings a stack to what the plan wants. What is replaced or no longer wanted stays until everything else is done, so
 * that a failure can go back to it.
 */
export async function updateStack(operation: Operation, plan: Plan): Promise<void> {
  const { stack } = operation;
  stack.checkpoint ??= checkpointOf(stack);
  operation.setStatus('UPDATE_IN_PROGRESS', 'User Initiated');
  const failure = await attempt(operation, plan);
  if (failure === undefined) {
    stack.checkpoint = undefined;
    await cleanUp(operation, plan, 'UPDATE_COMPLETE');
  } else if (stack.disableRollback) {
    operation.setStatus('UPDATE_FAILED', failure);
  } else {
    await rollBackUpdate(operation, failure);
  }
}

/** The stack as it is, to come back to; nothing for a stack that never was whole. */
function checkpointOf({ deployment, resources, status }: Stack): Checkpoint | undefined {
  const wasWhole = deployment !== undefined && status !== 'CREATE_FAILED';
  return wasWhole ? { ...deployment, resources: new Map(resources) } : undefined;
}
