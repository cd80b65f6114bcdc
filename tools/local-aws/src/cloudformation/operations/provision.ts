import { sameValue } from '../plain';
import type { ResourceType } from '../resource-type';
import type { Scope } from '../evaluation/scope';
import type { Plan } from '../state/plan';
import { isDeployed, type StackResource } from '../state/stack';
import { propertyChanges } from '../validation/replacement';
import type { ResourceSpecification } from '../validation/specification';
import { createResource } from './create-resource';
import { Cancelled, failureReason, isServiceFailure, PlainFailure } from './failure';
import type { Operation } from './operation';
import { removeResource } from './remove-resource';
import { replaceResource, updateResource } from './update-resource';
import { operationScope, wanted, type Wanted } from './wanted';
import { walk } from './walk';

/** The resources that an operation could not create or update, in the order in which they failed. */
export interface ProvisionFailures {
  readonly created: readonly string[];
  readonly updated: readonly string[];
}

/** Creates and updates resources until the stack has what the plan wants, or something has failed. */
export async function provision(operation: Operation, plan: Plan): Promise<ProvisionFailures> {
  const scope = operationScope(operation, plan);
  const created: string[] = [];
  const updated: string[] = [];
  const { concurrency } = operation.environment;
  await walk(plan.graph, { concurrency, signal: operation.signal }, async (logicalId) => {
    const before = operation.stack.resources.get(logicalId);
    try {
      await provisionOne(operation, plan, scope, logicalId);
      return true;
    } catch (error) {
      (isDeployed(before) ? updated : created).push(logicalId);
      recordFailure(operation, plan, logicalId, before, error);
      operation.stop();
      return false;
    }
  });
  operation.checkShutDown();
  return { created, updated };
}

async function provisionOne(operation: Operation, plan: Plan, scope: Scope, logicalId: string): Promise<void> {
  const want = await wanted(operation, plan, scope, logicalId);
  const current = operation.stack.resources.get(logicalId);
  if (current?.status === 'CREATE_FAILED' && current.physicalId !== '') {
    await removeResource(operation, current);
  }
  if (!isDeployed(current)) {
    return createResource(operation, want);
  }
  const { environment, stack } = operation;
  const type = environment.resourceTypes.get(want.definition.Type);
  const specification = (await environment.specification()).resource(want.definition.Type);
  if (isUnchanged(current, want, type, specification)) {
    stack.resources.set(logicalId, { ...current, definition: want.definition, needs: want.needs });
    return;
  }
  const changes = propertyChanges(want.evaluated, current.evaluated, specification?.members ?? {});
  const effects = changes.map(({ replaces }) => replaces);
  const replaces =
    type.update === undefined ||
    effects.includes('yes') ||
    (effects.includes('maybe') && (type.replaces?.(want.properties, current.properties) ?? false));
  await (replaces ? replaceResource(operation, want, current) : updateResource(operation, want, current));
}

/** After a failed update nobody knows how far it came: it is done again unless nothing can have been touched. */
function isUnchanged(
  current: StackResource,
  want: Wanted,
  type: ResourceType,
  specification: ResourceSpecification | undefined,
): boolean {
  const sameTags = specification?.taggable !== true || sameValue(want.tags, current.tags);
  const same = sameTags && sameValue(want.evaluated, current.evaluated);
  return same && (current.status !== 'UPDATE_FAILED' || type.update === undefined);
}

function recordFailure(
  operation: Operation,
  plan: Plan,
  logicalId: string,
  before: StackResource | undefined,
  error: unknown,
): void {
  const { environment, stack } = operation;
  const definition = plan.active.resources[logicalId];
  const current = stack.resources.get(logicalId);
  const type = definition?.Type ?? '';
  const action = isDeployed(before) ? 'update' : 'creation';
  if (!isServiceFailure(error) && !(error instanceof PlainFailure)) {
    environment.log(`${stack.name}/${logicalId} (${type}): ${error instanceof Error ? error.stack : String(error)}`);
  }
  operation.setResource({
    logicalId,
    type,
    physicalId: current?.physicalId ?? '',
    attributes: current?.attributes ?? {},
    properties: current?.properties ?? {},
    evaluated: current?.evaluated ?? {},
    tags: current?.tags ?? [],
    definition: current?.definition ?? { Type: type },
    needs: current?.needs ?? plan.graph.get(logicalId) ?? new Set(),
    status: action === 'update' ? 'UPDATE_FAILED' : 'CREATE_FAILED',
    reason:
      error instanceof Cancelled ? `Resource ${action} cancelled` : failureReason(error, type, environment.uuid()),
  });
}
