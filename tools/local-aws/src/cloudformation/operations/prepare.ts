import { withoutDynamicReferences } from '../evaluation/dynamic-references';
import { evaluate } from '../evaluation/evaluate';
import type { StackIdentity } from '../evaluation/pseudo-parameters';
import { UNKNOWN, type Scope } from '../evaluation/scope';
import { conditionScope, templateScope } from '../evaluation/template-scope';
import type { PlainObject } from '../plain';
import type { Environment } from '../ports';
import type { Tag } from '../resource-type';
import { exportsOf } from '../state/exports';
import type { Plan } from '../state/plan';
import type { Stacks } from '../state/stacks';
import { checkCapabilities } from '../template/capabilities';
import { checkNames, checkReferences, type ActiveTemplate } from '../template/check-references';
import { checkAcyclic, dependencyGraph } from '../template/graph';
import { resolveParameters, type GivenParameter, type ParameterValues } from '../template/parameters';
import { references } from '../template/references';
import { checkRules } from '../template/rules';
import { parseTemplate, type Template } from '../template/template';
import { checkAttributes, checkTypes, findings } from '../validation/validate';

/** What a caller asks a stack to become. */
export interface PlanRequest {
  readonly body: string;
  readonly parameters: readonly GivenParameter[];
  readonly previousParameters: ParameterValues;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
}

/**
 * Reads and checks a template. Fails on what AWS refuses at once; what AWS would only find while it deploys, or local
 * AWS cannot do, is among the plan's findings.
 */
export async function prepare(
  environment: Environment,
  stacks: Stacks,
  stack: StackIdentity,
  request: PlanRequest,
): Promise<Plan> {
  const template = parseTemplate(request.body);
  checkNames(template);
  const specification = await environment.specification();
  checkTypes(template.Resources, environment.resourceTypes, specification);
  const [parameters, availabilityZones] = await Promise.all([
    resolveParameters(template, request.parameters, request.previousParameters, environment.lookups),
    environment.lookups.availabilityZones(),
  ]);
  const sources = { account: environment.account, stack, template, parameters, availabilityZones };
  const decided = conditionScope(sources);
  checkRules(template, decided);
  const active = activeTemplate(template, decided);
  const choose = (condition: string): boolean => decided.condition(condition);
  checkReferences(template, active, choose);
  checkAttributes(references([active.resources, active.outputs], choose), active.resources, specification);
  const graph = dependencyGraph(active.resources, choose);
  checkAcyclic(graph);
  checkCapabilities(Object.values(active.resources), request.capabilities);
  const scope = templateScope({
    ...sources,
    resource: () => UNKNOWN,
    exported: (name) => exportsOf(stacks).find((exported) => exported.name === name)?.value,
  });
  return {
    body: request.body,
    template,
    parameters,
    tags: request.tags,
    capabilities: request.capabilities,
    availabilityZones,
    active,
    graph,
    findings: Object.entries(active.resources).flatMap(([id, definition]) => {
      const properties = foreseeable(definition.Properties ?? {}, scope);
      return findings(id, definition, properties, environment.resourceTypes, specification);
    }),
  };
}

/** Properties as far as they are known before anything is deployed. */
function foreseeable(properties: PlainObject, scope: Scope): PlainObject {
  return withoutDynamicReferences(evaluate(properties, scope)) as PlainObject;
}

function activeTemplate({ Resources, Outputs }: Template, scope: Scope): ActiveTemplate {
  const holding = <T extends { readonly Condition?: string }>(
    members: Readonly<Record<string, T>>,
  ): Record<string, T> =>
    Object.fromEntries(
      Object.entries(members).filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition)),
    );
  return { resources: holding(Resources), outputs: holding(Outputs) };
}
