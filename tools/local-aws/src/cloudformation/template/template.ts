import { formatError, unsupported } from '../errors';
import { isObject, type PlainObject } from '../plain';
import { parseYaml } from './yaml';

export interface ParameterDefinition {
  readonly Type: string;
  readonly Default?: unknown;
  readonly AllowedValues?: readonly unknown[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly Description?: string;
  readonly MinLength?: unknown;
  readonly MaxLength?: unknown;
  readonly MinValue?: unknown;
  readonly MaxValue?: unknown;
  readonly NoEcho?: unknown;
}

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

export interface ResourceDefinition {
  readonly Type: string;
  readonly Properties?: PlainObject;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly Metadata?: unknown;
  readonly DeletionPolicy?: DeletionPolicy;
  readonly UpdateReplacePolicy?: DeletionPolicy;
  readonly UpdatePolicy?: PlainObject;
  readonly CreationPolicy?: PlainObject;
}

export interface OutputDefinition {
  readonly Value: unknown;
  readonly Description?: string;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
}

export interface RuleDefinition {
  readonly RuleCondition?: unknown;
  readonly Assertions: readonly { readonly Assert: unknown; readonly AssertDescription?: string }[];
}

type Section<T> = Readonly<Record<string, T>>;

/** A template as it was written: every section is there, empty when the template leaves it out. */
export interface Template {
  readonly Description?: string;
  readonly Metadata?: unknown;
  readonly Parameters: Section<ParameterDefinition>;
  readonly Mappings: Section<Section<Section<unknown>>>;
  readonly Conditions: Section<unknown>;
  readonly Rules: Section<RuleDefinition>;
  readonly Resources: Section<ResourceDefinition>;
  readonly Outputs: Section<OutputDefinition>;
}

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Rules',
  'Resources',
  'Outputs',
];

const RESOURCE_KEYS = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'Metadata',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'UpdatePolicy',
  'CreationPolicy',
];

const DELETION_POLICIES = ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'];

/** Reads a template in JSON or YAML; fails, in AWS's words, on what is not the form of a template. */
export function parseTemplate(body: string): Template {
  const document = parseDocument(body);
  if ('Transform' in document) {
    throw unsupported('templates with a Transform section');
  }
  const unknown = Object.keys(document).filter((section) => !SECTIONS.includes(section));
  if (unknown.length > 0) {
    throw formatError(`Invalid template property or properties [${unknown.join(', ')}]`);
  }
  const section = <T>(name: string): Section<T> => readSection(document, name) as Section<T>;
  const template: Template = {
    Description: document.Description as string | undefined,
    Metadata: document.Metadata,
    Parameters: section('Parameters'),
    Mappings: section('Mappings'),
    Conditions: section('Conditions'),
    Rules: section('Rules'),
    Resources: section('Resources'),
    Outputs: section('Outputs'),
  };
  checkResources(template);
  checkOutputs(template);
  return template;
}

function parseDocument(body: string): PlainObject {
  const json = body.trimStart().startsWith('{');
  let document: unknown;
  try {
    document = json ? JSON.parse(body) : parseYaml(body);
  } catch (error) {
    throw formatError(`${json ? 'JSON' : 'YAML'} not well-formed. (${(error as Error).message.split('\n')[0]})`);
  }
  if (!isObject(document)) {
    throw formatError('unsupported structure.');
  }
  return document;
}

function readSection(document: PlainObject, name: string): PlainObject {
  const section = document[name] ?? {};
  if (!isObject(section)) {
    throw formatError(`${name} section must be a map`);
  }
  const wrong = Object.keys(section).find((key) => !isObject(section[key]) && name !== 'Conditions');
  if (wrong !== undefined) {
    throw formatError(`Every ${name} member must be an object: [${wrong}] is not`);
  }
  return section;
}

function checkResources({ Resources }: Template): void {
  if (Object.keys(Resources).length === 0) {
    throw formatError('At least one Resources member must be defined.');
  }
  for (const [id, resource] of Object.entries(Resources)) {
    if (!/^[a-zA-Z0-9]+$/.test(id)) {
      throw formatError(`Resource name ${id} is non alphanumeric.`);
    }
    const unknown = Object.keys(resource).find((key) => !RESOURCE_KEYS.includes(key));
    if (unknown !== undefined) {
      throw formatError(`Invalid template resource property '${unknown}'`);
    }
    if (typeof resource.Type !== 'string') {
      throw formatError(`[/Resources/${id}] Every Resources object must contain a Type member.`);
    }
    if (resource.Properties !== undefined && !isObject(resource.Properties)) {
      throw formatError(`[/Resources/${id}/Properties] 'null' values are not allowed in templates`);
    }
    for (const policy of [resource.DeletionPolicy, resource.UpdateReplacePolicy]) {
      if (policy !== undefined && !DELETION_POLICIES.includes(policy)) {
        throw formatError(`Unrecognized DeletionPolicy ${policy} for resource ${id}`);
      }
      if (policy === 'Snapshot') {
        throw unsupported(`the policy Snapshot, which resource ${id} asks for`);
      }
    }
  }
}

function checkOutputs({ Outputs }: Template): void {
  for (const [id, output] of Object.entries(Outputs)) {
    if (output.Value === undefined) {
      throw formatError(`[/Outputs/${id}] Every Outputs member must contain a Value object`);
    }
  }
}
