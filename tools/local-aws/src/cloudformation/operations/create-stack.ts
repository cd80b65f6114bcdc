import type { Plan } from '../state/plan';
import { attempt } from './attempt';
import type { Operation } from './operation';
import { isRetained, removeResources } from './remove-resource';

/** Brings a stack without resources to what the plan wants; when that fails, takes away again what it made. */
export async function createStack(operation: Operation, plan: Plan): Promise<void> {
  const { stack } = operation;
  operation.setStatus('CREATE_IN_PROGRESS', 'User Initiated');
  const failure = await attempt(operation, plan);
  if (failure === undefined) {
    operation.setStatus('CREATE_COMPLETE');
  } else if (stack.disableRollback) {
    operation.setStatus('CREATE_FAILED', failure);
  } else {
    await rollBackCreate(operation, `${failure} Rollback requested by user.`);
  }
}

/** Deletes all that a create has made. */
export async function rollBackCreate(operation: Operation, reason: string): Promise<void> {
  const { stack } = operation;
  operation.beginRollback();
  operation.setStatus('ROLLBACK_IN_PROGRESS', reason);
  const removals = [...stack.resources.values()].map((resource) => ({
    resource,
    retain: isRetained(resource.definition.DeletionPolicy, true),
    isCurrent: true,
  }));
  const failed = await removeResources(operation, removals);
  if (failed.length > 0) {
    operation.setStatus('ROLLBACK_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
    return;
  }
  if (stack.deployment !== undefined) {
    stack.deployment = { ...stack.deployment, outputs: [], imports: new Set() };
  }
  operation.setStatus('ROLLBACK_COMPLETE');
}
