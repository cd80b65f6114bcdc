import type { Plan } from '../state/plan';
import { isRetained, removeResources, type Removal } from './remove-resource';
import type { Operation } from './operation';

/**
 * The last phase of an update or of its rollback: deletes what was superseded and what the plan does not have.
 * As on AWS, what cannot be deleted is said and left behind; the update counts as complete all the same.
 */
export async function cleanUp(
  operation: Operation,
  plan: Plan,
  status: 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE',
): Promise<void> {
  const { stack } = operation;
  operation.nextPhase();
  operation.setStatus(`${status}_CLEANUP_IN_PROGRESS`);
  const unwanted = [...stack.resources.values()].filter(({ logicalId }) => !(logicalId in plan.active.resources));
  const removals: Removal[] = [
    ...unwanted.map((resource) => ({
      resource,
      retain: isRetained(resource.definition.DeletionPolicy, status === 'UPDATE_ROLLBACK_COMPLETE'),
      isCurrent: true,
    })),
    ...stack.superseded.map(({ resource, retain }) => ({ resource, retain, isCurrent: false })),
  ];
  await removeResources(operation, removals);
  stack.superseded = [];
  unwanted.forEach(({ logicalId }) => stack.resources.delete(logicalId));
  operation.setStatus(status);
}
