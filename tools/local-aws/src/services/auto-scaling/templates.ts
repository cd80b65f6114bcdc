import type { LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import type { Group, Instance, LaunchSource } from './model';
import type { Runtime } from './runtime';

/** Every launch template that a source may launch from, the main one first. */
export function templatesOf(source: LaunchSource): LaunchTemplateSpecification[] {
  if (source.kind === 'template') {
    return [source.template];
  }
  const main = source.policy.LaunchTemplate?.LaunchTemplateSpecification ?? {};
  const overrides = source.policy.LaunchTemplate?.Overrides ?? [];
  return [main, ...overrides.flatMap(({ LaunchTemplateSpecification: own }) => (own === undefined ? [] : [own]))];
}

/** `id:version` of all that the group would launch now. */
export async function currentTemplates(
  { ec2 }: Pick<Runtime, 'ec2'>,
  group: Pick<Group, 'launch'>,
): Promise<Set<string>> {
  const resolved = await Promise.all(templatesOf(group.launch).map((template) => ec2.template(template)));
  return new Set(resolved.map(({ id, version }) => `${id}:${version}`));
}

/** Whether an instance already is what `source` launches: template, version and, with several types, the type. */
export async function matches(
  runtime: Pick<Runtime, 'ec2'>,
  source: LaunchSource,
  instance: Instance,
): Promise<boolean> {
  const templates = await currentTemplates(runtime, { launch: source });
  const types =
    source.kind === 'mixed'
      ? (source.policy.LaunchTemplate?.Overrides ?? []).map(({ InstanceType }) => InstanceType)
      : [];
  return (
    templates.has(`${instance.template.id}:${instance.template.version}`) &&
    (types.length === 0 || types.includes(instance.instanceType))
  );
}
