import type { TemplateFile } from './assembly';
import { resourcesOf } from './assembly';

/** What CDK writes for a rule that nobody described: `from 10.0.0.0/16:443`; and for a group: its path. */
const DEFAULTED = /^(from|to) \S+:\S+$|^[\w-]+(\/[\w-]+)+$/;

interface Rule {
  readonly Description?: unknown;
}

/** Security groups and rules whose description is missing, as places. */
export function undescribedRules(template: TemplateFile): string[] {
  const groups = resourcesOf(template, 'AWS::EC2::SecurityGroup').flatMap(({ place, properties }) => {
    const rules = [properties.SecurityGroupIngress ?? [], properties.SecurityGroupEgress ?? []].flat() as Rule[];
    return [
      ...(isDescribed(properties.GroupDescription) ? [] : [place]),
      ...rules.flatMap((rule, index) => (isDescribed(rule.Description) ? [] : [`${place}, rule ${index + 1}`])),
    ];
  });
  const rules = resourcesOf(template, 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress')
    .filter(({ properties }) => !isDescribed(properties.Description))
    .map(({ place }) => place);
  return [...groups, ...rules];
}

function isDescribed(description: unknown): boolean {
  return typeof description === 'string'
    ? description !== '' && !DEFAULTED.test(description)
    : description !== undefined;
}
