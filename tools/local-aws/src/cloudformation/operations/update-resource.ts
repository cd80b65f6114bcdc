import type { Resource, ResourceType } from '../resource-type';
import type { StackResource } from '../state/stack';
import { createPhysical } from './create-resource';
import type { Operation } from './operation';
import { resourceContext } from './resource-context';
import type { Wanted } from './wanted';

const REPLACES = 'Requested update requires the creation of a new physical resource; hence creating one.';
const INITIATED = 'Resource creation Initiated';

/** Changes a resource in place. A custom resource may come back as another one: then the old one is superseded. */
export async function updateResource(operation: Operation, want: Wanted, current: StackResource): Promise<void> {
  const attempted = { ...current, ...wantedParts(want) };
  operation.setResource({ ...attempted, status: 'UPDATE_IN_PROGRESS', reason: undefined });
  const context = resourceContext(operation, {
    ...want,
    type: current.type,
    previousTags: current.tags,
    // An update makes nothing that a failure would have to delete.
    initiated: () => undefined,
  });
  const type = operation.environment.resourceTypes.get(current.type);
  const { physicalId, attributes } = await requireUpdate(type)(
    context,
    { physicalId: current.physicalId, attributes: current.attributes },
    structuredClone(want.properties),
    structuredClone(current.properties),
  );
  if (physicalId !== current.physicalId) {
    operation.setResource({ ...attempted, physicalId, attributes, status: 'UPDATE_IN_PROGRESS', reason: REPLACES });
    supersede(operation, current, physicalId, want);
  }
  operation.setResource({ ...attempted, physicalId, attributes, status: 'UPDATE_COMPLETE', reason: undefined });
}

/** Creates a new physical resource beside the old one, which stays until cleanup. */
export async function replaceResource(operation: Operation, want: Wanted, current: StackResource): Promise<void> {
  operation.setResource({ ...current, status: 'UPDATE_IN_PROGRESS', reason: REPLACES });
  let record: StackResource = { ...current, ...wantedParts(want), physicalId: '' };
  const initiated = (resource: Resource): void => {
    if (record.physicalId === '') {
      operation.announce({ ...record, ...resource, status: 'UPDATE_IN_PROGRESS', reason: INITIATED });
    }
    record = { ...record, ...resource };
  };
  try {
    initiated(await createPhysical(operation, want, initiated));
  } catch (error) {
    if (record.physicalId !== '') {
      operation.stack.superseded = [...operation.stack.superseded, { resource: record, retain: false }];
    }
    throw error;
  }
  supersede(operation, current, record.physicalId, want);
  operation.setResource({ ...record, status: 'UPDATE_COMPLETE', reason: undefined });
}

/** Leaves the old physical resource to cleanup; the new one is safe from it, should it have been left there before. */
function supersede({ stack }: Operation, old: StackResource, newPhysicalId: string, want: Wanted): void {
  const { UpdateReplacePolicy: policy = 'Delete' } = want.definition;
  const isNew = ({ logicalId, physicalId }: StackResource): boolean =>
    logicalId === old.logicalId && physicalId === newPhysicalId;
  stack.superseded = [
    ...stack.superseded.filter(({ resource }) => !isNew(resource)),
    { resource: old, retain: policy !== 'Delete' },
  ];
}

function wantedParts({ properties, evaluated, tags, definition, needs }: Wanted): Partial<StackResource> {
  return { properties, evaluated, tags, definition, needs };
}

function requireUpdate(type: ResourceType): NonNullable<ResourceType['update']> {
  if (type.update === undefined) {
    throw new Error(`${type.type} cannot be updated in place`);
  }
  return type.update.bind(type);
}
