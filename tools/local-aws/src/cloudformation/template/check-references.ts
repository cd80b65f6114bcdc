import { formatError, templateError } from '../errors';
import { references, type Choose } from './references';
import type { ResourceDefinition, Template } from './template';

/** The resources and outputs of a template whose conditions hold. */
export interface ActiveTemplate {
  readonly resources: Readonly<Record<string, ResourceDefinition>>;
  readonly outputs: Template['Outputs'];
}

/** Fails, in AWS's words, on a reference to something that the template does not have or whose condition is false. */
export function checkReferences(template: Template, active: ActiveTemplate, choose: Choose): void {
  checkBlock('Resources', active.resources, template, active, choose);
  checkBlock('Outputs', active.outputs, template, active, choose);
}

/** Fails when `DependsOn` or `Condition` name something that the template does not have. */
export function checkNames(template: Template): void {
  checkDependsOn(template);
  checkConditionNames(template);
}

function checkBlock(
  block: 'Resources' | 'Outputs',
  members: Readonly<Record<string, object>>,
  template: Template,
  active: ActiveTemplate,
  choose: Choose,
): void {
  const found = Object.values(members).flatMap((member) => references({ ...member, Metadata: undefined }, choose));
  for (const { name, attribute } of found) {
    if (attribute !== undefined && !(name in template.Resources)) {
      throw templateError(`instance of Fn::GetAtt references undefined resource ${name}`);
    }
  }
  const unresolved = found
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('AWS::') && !(name in active.resources) && !(name in template.Parameters));
  if (unresolved.length > 0) {
    const names = [...new Set(unresolved)].join(', ');
    throw formatError(`Unresolved resource dependencies [${names}] in the ${block} block of the template`);
  }
}

function checkDependsOn({ Resources }: Template): void {
  const missing = Object.values(Resources)
    .flatMap(({ DependsOn = [] }) => DependsOn)
    .filter((name) => !(name in Resources));
  if (missing.length > 0) {
    throw formatError(
      `Unresolved resource dependencies [${[...new Set(missing)].join(', ')}] in the Resources block of the template`,
    );
  }
}

function checkConditionNames(template: Template): void {
  for (const block of ['Resources', 'Outputs'] as const) {
    for (const { Condition } of Object.values<{ readonly Condition?: string }>(template[block])) {
      if (Condition !== undefined && !(Condition in template.Conditions)) {
        throw formatError(`Unresolved condition dependency ${Condition} in the ${block} block of the template`);
      }
    }
  }
}
