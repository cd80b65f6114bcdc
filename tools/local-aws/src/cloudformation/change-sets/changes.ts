import { evaluate } from '../evaluation/evaluate';
import { UNKNOWN, type Scope } from '../evaluation/scope';
import { templateScope } from '../evaluation/template-scope';
import { sameValue } from '../plain';
import type { Environment } from '../ports';
import { exportsOf } from '../state/exports';
import type { Plan } from '../state/plan';
import { isDeployed, type Stack, type StackResource } from '../state/stack';
import type { Stacks } from '../state/stacks';
import type { ResourceDefinition } from '../template/template';
import { inOrder } from '../template/graph';
import { propertyChanges, type PropertyChange } from '../validation/replacement';
import type { Specification } from '../validation/specification';

/** The parts of a definition besides its properties whose change AWS reports; the name is its `Scope`. */
const SCOPES = ['Metadata', 'CreationPolicy', 'UpdatePolicy', 'DeletionPolicy', 'UpdateReplacePolicy'] as const;

export type ChangeScope = 'Properties' | 'Tags' | (typeof SCOPES)[number];

export interface Change {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly resourceType: string;
  readonly physicalId?: string;
  /** For `Modify`: whether the physical resource becomes another one. */
  readonly replacement?: 'True' | 'False' | 'Conditional';
  readonly scopes: readonly ChangeScope[];
  readonly properties: readonly PropertyChange[];
  readonly removalPolicy?: string;
}

export interface Changes {
  readonly resources: readonly Change[];
  /** Whether executing the plan would change nothing at all: resources, outputs or tags. */
  readonly isEmpty: boolean;
}

/** What executing a plan would change in a stack, as far as can be said before doing it. */
export async function changesOf(environment: Environment, stacks: Stacks, stack: Stack, plan: Plan): Promise<Changes> {
  const specification = await environment.specification();
  const changes = new Map<string, Change>();
  const scope = foresight(environment, stacks, stack, plan, changes);
  for (const logicalId of inOrder(plan.graph)) {
    const definition = plan.active.resources[logicalId];
    if (definition !== undefined) {
      const change = changeOf(logicalId, definition, stack, plan, scope, specification);
      if (change !== undefined) {
        changes.set(logicalId, change);
      }
    }
  }
  for (const resource of deployed(stack)) {
    if (!(resource.logicalId in plan.active.resources)) {
      changes.set(resource.logicalId, { ...describe(resource, 'Remove'), scopes: [], properties: [] });
    }
  }
  const tagsDiffer = !sameValue(plan.tags, stack.deployment?.plan.tags ?? []);
  const isEmpty = changes.size === 0 && !tagsDiffer && !outputsDiffer(stack, plan, scope);
  return { resources: [...changes.values()], isEmpty };
}

function outputsDiffer(stack: Stack, plan: Plan, scope: Scope): boolean {
  const wanted = Object.entries(plan.active.outputs).map(([key, { Value, Description, Export }]) => ({
    key,
    value: evaluate(Value, scope),
    description: Description ?? '',
    exportName: Export === undefined ? '' : evaluate(Export.Name, scope),
  }));
  const present = (stack.deployment?.outputs ?? []).map(({ description = '', exportName = '', ...output }) => ({
    ...output,
    description,
    exportName,
  }));
  return !sameValue(wanted, present);
}

/** A resource keeps its id unless it may be replaced, and its attributes unless it is changed at all. */
function foresight(
  environment: Environment,
  stacks: Stacks,
  stack: Stack,
  plan: Plan,
  changes: ReadonlyMap<string, Change>,
): Scope {
  const known = new Map(deployed(stack).map((resource) => [resource.logicalId, resource]));
  const scope = templateScope({
    account: environment.account,
    stack,
    template: plan.template,
    parameters: plan.parameters,
    availabilityZones: plan.availabilityZones,
    resource: (logicalId) => known.get(logicalId) ?? UNKNOWN,
    exported: (name) => exportsOf(stacks).find((exported) => exported.name === name)?.value,
  });
  const mayBeReplaced = (name: string): boolean => (changes.get(name)?.replacement ?? 'False') !== 'False';
  return {
    ...scope,
    ref: (name) => (mayBeReplaced(name) ? UNKNOWN : scope.ref(name)),
    attribute: (name, attribute) => (changes.has(name) ? UNKNOWN : scope.attribute(name, attribute)),
  };
}

function changeOf(
  logicalId: string,
  definition: ResourceDefinition,
  stack: Stack,
  plan: Plan,
  scope: Scope,
  specification: Specification,
): Change | undefined {
  const current = stack.resources.get(logicalId);
  if (!isDeployed(current)) {
    return { action: 'Add', logicalId, resourceType: definition.Type, scopes: [], properties: [] };
  }
  const known = specification.resource(definition.Type);
  const properties = evaluate(definition.Properties ?? {}, scope);
  const differences = propertyChanges(properties, current.evaluated, known?.members ?? {});
  const tagsDiffer = known?.taggable === true && !sameValue(plan.tags, stack.deployment?.plan.tags ?? []);
  const scopes: ChangeScope[] = [
    ...(differences.length > 0 ? (['Properties'] as const) : []),
    ...(tagsDiffer ? (['Tags'] as const) : []),
    ...SCOPES.filter((part) => !sameValue(definition[part], current.definition[part])),
  ];
  if (scopes.length === 0 && current.status !== 'UPDATE_FAILED') {
    return undefined;
  }
  return { ...describe(current, 'Modify'), replacement: replacementOf(differences), scopes, properties: differences };
}

function replacementOf(differences: readonly PropertyChange[]): 'True' | 'False' | 'Conditional' {
  if (differences.some(({ replaces, dynamic }) => replaces === 'yes' && !dynamic)) {
    return 'True';
  }
  return differences.some(({ replaces }) => replaces !== 'no') ? 'Conditional' : 'False';
}

function describe(resource: StackResource, action: Change['action']): Omit<Change, 'scopes' | 'properties'> {
  const { logicalId, type, physicalId, definition } = resource;
  const removalPolicy = action === 'Remove' ? definition.DeletionPolicy : undefined;
  return { action, logicalId, resourceType: type, physicalId, removalPolicy };
}

function deployed({ resources }: Stack): StackResource[] {
  return [...resources.values()].filter(isDeployed);
}
