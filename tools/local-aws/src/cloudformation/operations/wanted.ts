import { resolveDynamicReferences } from '../evaluation/dynamic-references';
import { evaluate, isKnown } from '../evaluation/evaluate';
import { UNKNOWN, type Scope } from '../evaluation/scope';
import { templateScope } from '../evaluation/template-scope';
import { isObject, type PlainObject } from '../plain';
import type { Properties, Tag } from '../resource-type';
import { exportsOf } from '../state/exports';
import type { Plan } from '../state/plan';
import { isDeployed } from '../state/stack';
import { references } from '../template/references';
import type { ResourceDefinition } from '../template/template';
import { coerce } from '../validation/coerce';
import type { Operation } from './operation';
import { recordContext, stackTags } from './resource-context';

/** What a plan wants one resource to be, with everything in it resolved. */
export interface Wanted {
  readonly logicalId: string;
  readonly definition: ResourceDefinition;
  readonly properties: Properties;
  /** The properties before dynamic references are resolved. */
  readonly evaluated: Properties;
  readonly updatePolicy: PlainObject;
  readonly creationPolicy: PlainObject;
  readonly tags: readonly Tag[];
  readonly needs: ReadonlySet<string>;
}

/** Names as they stand now: resources as far as the operation has come, exports as it reads them. */
export function operationScope(operation: Operation, plan: Plan): Scope {
  const { environment, stack, stacks } = operation;
  return templateScope({
    account: environment.account,
    stack,
    template: plan.template,
    parameters: plan.parameters,
    availabilityZones: plan.availabilityZones,
    resource: (logicalId) => {
      const resource = stack.resources.get(logicalId);
      return resource === undefined || resource.physicalId === '' ? UNKNOWN : resource;
    },
    exported: (name) => {
      const found = exportsOf(stacks).find((exported) => exported.name === name);
      operation.imports.add(name);
      return found?.value;
    },
  });
}

/** Resolves what the plan says of one resource. Everything that it needs exists by now. */
export async function wanted(operation: Operation, plan: Plan, scope: Scope, logicalId: string): Promise<Wanted> {
  const definition = plan.active.resources[logicalId];
  if (definition === undefined) {
    throw new Error(`the plan has no resource ${logicalId}`);
  }
  await refresh(operation, definition);
  const evaluated = evaluateAll(definition.Properties, scope);
  const resolved = (await resolveDynamicReferences(evaluated, operation.environment.lookups)) as Properties;
  const specification = (await operation.environment.specification()).resource(definition.Type);
  return {
    logicalId,
    definition,
    evaluated,
    properties: coerce(resolved, specification?.members ?? {}),
    updatePolicy: evaluateAll(definition.UpdatePolicy, scope),
    creationPolicy: evaluateAll(definition.CreationPolicy, scope),
    tags: stackTags(operation, plan.tags, logicalId),
    needs: plan.graph.get(logicalId) ?? new Set(),
  };
}

/** Reads anew the attributes that `definition` asks for, where others may have changed them since. */
async function refresh(operation: Operation, definition: ResourceDefinition): Promise<void> {
  const { stack, environment } = operation;
  const read = references(definition.Properties).filter(({ attribute }) => attribute !== undefined);
  for (const name of new Set(read.map((reference) => reference.name))) {
    const resource = stack.resources.get(name);
    const type = isDeployed(resource) ? environment.resourceTypes.get(resource.type) : undefined;
    if (isDeployed(resource) && type?.read !== undefined) {
      const attributes = await type.read(recordContext(operation, resource), resource);
      stack.resources.set(name, { ...(stack.resources.get(name) ?? resource), attributes });
    }
  }
}

function evaluateAll(value: PlainObject | undefined, scope: Scope): PlainObject {
  const evaluated = evaluate(value ?? {}, scope);
  if (!isObject(evaluated) || !isKnown(evaluated)) {
    throw new Error('a resource was reached before those that it needs');
  }
  return evaluated;
}
