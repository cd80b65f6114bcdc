import type { DeletionPolicy } from '../template/template';
import type { StackResource } from '../state/stack';
import { Cancelled, failureReason, isServiceFailure, PlainFailure } from './failure';
import type { Operation } from './operation';
import { recordContext } from './resource-context';
import { walk } from './walk';
import type { Graph } from '../template/graph';

/** What to do with one physical resource that the stack no longer wants. */
export interface Removal {
  readonly resource: StackResource;
  /** Leave it where it is and only forget it. */
  readonly retain: boolean;
  /** Whether it still stands for its logical resource, and not a newer one. */
  readonly isCurrent: boolean;
}

/** Removes in reverse order of need, as far as possible, and says which logical resources could not be deleted. */
export async function removeResources(operation: Operation, removals: readonly Removal[]): Promise<readonly string[]> {
  const failed: string[] = [];
  const { concurrency } = operation.environment;
  const graph = removalGraph(removals);
  await walk(graph, { concurrency, signal: operation.signal }, async (index) => {
    const removal = removals[Number(index)];
    if (removal === undefined) {
      return true;
    }
    const done = removal.retain ? retain(operation, removal) : await remove(operation, removal);
    if (!done) {
      failed.push(removal.resource.logicalId);
    }
    return done;
  });
  operation.checkShutDown();
  return failed;
}

/** Deletes the physical resource of a record that is about to be created anew. */
export async function removeResource(operation: Operation, resource: StackResource): Promise<void> {
  await deletePhysical(operation, resource);
  operation.stack.resources.delete(resource.logicalId);
}

/** Whether a resource stays when its stack, or the update that made it, goes. */
export function isRetained(policy: DeletionPolicy | undefined, byRollbackOfItsCreation: boolean): boolean {
  return policy === 'Retain' || (policy === 'RetainExceptOnCreate' && !byRollbackOfItsCreation);
}

function retain(operation: Operation, { resource, isCurrent }: Removal): boolean {
  const skipped = { ...resource, status: 'DELETE_SKIPPED', reason: undefined } as const;
  if (isCurrent) {
    operation.setResource(skipped);
  } else {
    operation.announce(skipped);
  }
  return true;
}

async function remove(operation: Operation, { resource, isCurrent }: Removal): Promise<boolean> {
  const say = (record: Omit<StackResource, 'timestamp'>): void => {
    if (isCurrent) {
      operation.setResource(record);
    } else {
      operation.announce(record);
    }
  };
  try {
    if (resource.physicalId !== '') {
      say({ ...resource, status: 'DELETE_IN_PROGRESS', reason: undefined });
      await deletePhysical(operation, resource);
    }
    say({ ...resource, status: 'DELETE_COMPLETE', reason: undefined });
    return true;
  } catch (error) {
    const { environment, stack } = operation;
    if (!isServiceFailure(error) && !(error instanceof PlainFailure)) {
      environment.log(`${stack.name}/${resource.logicalId}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    const cancelled = error instanceof Cancelled;
    const reason = cancelled ? 'Resource deletion cancelled' : failureReason(error, resource.type, environment.uuid());
    say({ ...resource, status: 'DELETE_FAILED', reason });
    return false;
  }
}

async function deletePhysical(operation: Operation, resource: StackResource): Promise<void> {
  const type = operation.environment.resourceTypes.get(resource.type);
  const { physicalId, attributes } = resource;
  await type.delete(
    recordContext(operation, resource),
    { physicalId, attributes },
    structuredClone(resource.properties),
  );
}

/** Removals by their place in the list, each after those whose resource needs its own. */
function removalGraph(removals: readonly Removal[]): Graph {
  const entries = removals.map(({ resource }, index) => [String(index), resource] as const).reverse();
  return new Map(
    entries.map(([index, { logicalId }]) => {
      const dependents = entries.filter(([other, { needs }]) => other !== index && needs.has(logicalId));
      return [index, new Set(dependents.map(([other]) => other))] as const;
    }),
  );
}
