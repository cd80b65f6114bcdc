import { formatError, templateError } from '../errors';
import type { PlainObject } from '../plain';
import type { ResourceType } from '../resource-type';
import { isCustomResource, type ResourceTypes } from '../resource-types';
import type { Reference } from '../template/references';
import type { ResourceDefinition } from '../template/template';
import { nonconformities } from './conform';
import type { Finding } from './finding';
import { unhonouredPaths } from './honoured';
import type { Specification } from './specification';

/** Fails on types that AWS does not have. */
export function checkTypes(
  resources: Readonly<Record<string, ResourceDefinition>>,
  types: ResourceTypes,
  specification: Specification,
): void {
  const unrecognized = Object.values(resources)
    .map(({ Type }) => Type)
    .filter((type) => types.find(type) === undefined && specification.resource(type) === undefined);
  if (unrecognized.length > 0) {
    throw formatError(`Unrecognized resource types: [${[...new Set(unrecognized)].join(', ')}]`);
  }
}

/** Fails on `Fn::GetAtt` of attributes that AWS does not have. */
export function checkAttributes(
  read: readonly Reference[],
  resources: Readonly<Record<string, ResourceDefinition>>,
  specification: Specification,
): void {
  for (const { name, attribute = '' } of read) {
    const type = resources[name]?.Type ?? '';
    // What a custom resource has is its provider's affair.
    const known = isCustomResource(type) ? undefined : specification.resource(type);
    // An attribute may itself be computed; then it is not known here.
    if (attribute !== '' && known !== undefined && !known.attributes.has(attribute) && !(attribute in known.members)) {
      throw templateError(`resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`);
    }
  }
}

/** What keeps one resource from being deployed. `properties` may hold unknown values. */
export function findings(
  logicalId: string,
  definition: ResourceDefinition,
  properties: PlainObject,
  types: ResourceTypes,
  specification: Specification,
): Finding[] {
  const resourceType = definition.Type;
  const type = types.find(resourceType);
  const finding = (kind: Finding['kind'], path: string, message: string): Finding => ({
    logicalId,
    resourceType,
    kind,
    path,
    message,
  });
  if (type === undefined) {
    return [finding('unsupported', '#', `Local AWS does not support the resource type ${resourceType}`)];
  }
  if (isCustomResource(resourceType)) {
    return 'ServiceToken' in properties ? [] : [finding('invalid', '#', 'required key [ServiceToken] not found')];
  }
  const members = specification.resource(resourceType)?.members;
  const invalid = members === undefined ? [] : nonconformities(properties, members);
  if (invalid.length > 0) {
    return invalid.map(({ path, message }) => finding('invalid', path, message));
  }
  return unsupportedParts(type, definition, properties).map((part) =>
    finding('unsupported', '#', `Local AWS does not support ${part} of ${resourceType}`),
  );
}

function unsupportedParts(type: ResourceType, definition: ResourceDefinition, properties: PlainObject): string[] {
  const { updatePolicies = [], creationPolicies = [] } = type;
  const { UpdatePolicy = {}, CreationPolicy = {} } = definition;
  return [
    ...unhonouredPaths(properties, type.honours).map((path) => `property ${path}`),
    ...unhonouredPaths(UpdatePolicy, updatePolicies).map((path) => `UpdatePolicy ${path}`),
    ...unhonouredPaths(CreationPolicy, creationPolicies).map((path) => `CreationPolicy ${path}`),
  ];
}
