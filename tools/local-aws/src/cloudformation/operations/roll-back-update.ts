import { isCustomResource } from '../resource-types';
import type { Checkpoint } from '../state/stack';
import { cleanUp } from './clean-up';
import { rollBackCreate } from './create-stack';
import type { Operation } from './operation';
import { provision } from './provision';

/**
 * Brings a stack back to its checkpoint: what was replaced takes its place again, what was changed gets its previous
 * properties, what was created goes. Going back is itself an update, to the previous plan.
 */
export async function rollBackUpdate(operation: Operation, reason: string): Promise<void> {
  const { stack } = operation;
  const { checkpoint } = stack;
  if (checkpoint === undefined) {
    // A create that failed was updated without rollback: there is nothing whole behind it.
    return rollBackCreate(operation, reason);
  }
  operation.beginRollback();
  operation.setStatus('UPDATE_ROLLBACK_IN_PROGRESS', reason);
  reinstate(operation, checkpoint);
  stack.deployment = checkpoint;
  const { created, updated } = await provision(operation, checkpoint.plan);
  const failed = [...created, ...updated];
  if (operation.signal.aborted) {
    operation.setStatus(
      'UPDATE_ROLLBACK_FAILED',
      `The following resource(s) failed to update: [${failed.join(', ')}]. `,
    );
    return;
  }
  stack.checkpoint = undefined;
  await cleanUp(operation, checkpoint.plan, 'UPDATE_ROLLBACK_COMPLETE');
}

/**
 * Puts the physical resources of the checkpoint back in the place of those that replaced them, which cleanup then
 * deletes. A custom resource is asked itself instead: its provider decides which one the previous properties mean.
 */
function reinstate(operation: Operation, checkpoint: Checkpoint): void {
  const { stack } = operation;
  for (const [logicalId, before] of checkpoint.resources) {
    const now = stack.resources.get(logicalId);
    if (now !== undefined && now.physicalId !== before.physicalId && !isCustomResource(now.type)) {
      operation.setResource({ ...before, status: 'UPDATE_COMPLETE', reason: undefined });
      stack.superseded = [
        ...stack.superseded.filter(({ resource }) => resource.physicalId !== before.physicalId),
        { resource: now, retain: false },
      ];
    }
  }
}
