import type { Resource } from '../resource-type';
import type { StackResource } from '../state/stack';
import type { Operation } from './operation';
import { resourceContext } from './resource-context';
import type { Wanted } from './wanted';

const INITIATED = 'Resource creation Initiated';

/** A resource that nothing physical stands for yet. */
function blank(want: Wanted): Omit<StackResource, 'status' | 'timestamp'> {
  return {
    logicalId: want.logicalId,
    type: want.definition.Type,
    physicalId: '',
    attributes: {},
    properties: want.properties,
    evaluated: want.evaluated,
    tags: want.tags,
    definition: want.definition,
    needs: want.needs,
  };
}

/** Creates a resource that the stack does not have. What exists physically is in the stack even when it fails. */
export async function createResource(operation: Operation, want: Wanted): Promise<void> {
  let record = operation.setResource({ ...blank(want), status: 'CREATE_IN_PROGRESS' });
  const initiated = (resource: Resource): void => {
    record = { ...record, ...resource };
    operation.stack.resources.set(want.logicalId, record);
    if (record.reason === undefined) {
      record = operation.setResource({ ...record, status: 'CREATE_IN_PROGRESS', reason: INITIATED });
    }
  };
  initiated(await createPhysical(operation, want, initiated));
  operation.setResource({ ...record, status: 'CREATE_COMPLETE', reason: undefined });
}

/** Creates a physical resource; `initiated` hears of it as soon as it exists. */
export async function createPhysical(
  operation: Operation,
  want: Wanted,
  initiated: (resource: Resource) => void,
): Promise<Resource> {
  const { updatePolicy, creationPolicy, tags, logicalId } = want;
  const context = resourceContext(operation, {
    logicalId,
    type: want.definition.Type,
    tags,
    previousTags: tags,
    updatePolicy,
    creationPolicy,
    initiated,
  });
  const type = operation.environment.resourceTypes.get(context.type);
  const { physicalId, attributes } = await type.create(context, structuredClone(want.properties));
  return { physicalId, attributes };
}
