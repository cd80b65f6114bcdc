import type { Operation } from './operation';
import { isRetained, removeResources, type Removal } from './remove-resource';

export interface DeleteOptions {
  /** Logical ids to leave behind, where an earlier delete failed on them. */
  readonly retainResources: readonly string[];
  /** Leave behind whatever cannot be deleted. */
  readonly force: boolean;
}

/** Deletes a stack's resources and, when all are gone or meant to stay, the stack. */
export async function deleteStack(operation: Operation, options: DeleteOptions): Promise<void> {
  const { stack } = operation;
  operation.setStatus('DELETE_IN_PROGRESS', 'User Initiated');
  const gone = ['DELETE_COMPLETE', 'DELETE_SKIPPED'];
  const removals: Removal[] = [
    ...[...stack.resources.values()]
      .filter(({ status }) => !gone.includes(status))
      .map((resource) => ({
        resource,
        retain:
          isRetained(resource.definition.DeletionPolicy, false) || options.retainResources.includes(resource.logicalId),
        isCurrent: true,
      })),
    ...stack.superseded.map(({ resource, retain }) => ({ resource, retain, isCurrent: false })),
  ];
  const failed = await removeResources(operation, removals);
  if (failed.length > 0 && !options.force) {
    operation.setStatus('DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
    return;
  }
  stack.superseded = [];
  stack.checkpoint = undefined;
  stack.deleted = operation.environment.clock.date();
  operation.setStatus('DELETE_COMPLETE');
}
