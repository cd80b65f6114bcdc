import type { Account } from '../../service';
import { formatError, templateError, validationError } from '../errors';
import type { Resource } from '../resource-type';
import type { ParameterValues } from '../template/parameters';
import type { Template } from '../template/template';
import { holds } from './conditions';
import { pseudoParameters, type StackIdentity } from './pseudo-parameters';
import { UNKNOWN, type Scope } from './scope';

/** Where the names of a template take their meaning from. */
export interface ScopeSources {
  readonly account: Account;
  readonly stack: StackIdentity;
  readonly template: Template;
  readonly parameters: ParameterValues;
  readonly availabilityZones: readonly string[];
  /** The resource as it is now, or `UNKNOWN` while it is not. */
  resource(logicalId: string): Resource | typeof UNKNOWN;
  /** The value that some stack exports under this name, or undefined. */
  exported(name: string): string | undefined;
}

/** A scope for everything but the resources, which do not exist when conditions and rules are read. */
export function conditionScope(sources: Omit<ScopeSources, 'resource' | 'exported'>): Scope {
  const refuse = (name: string): never => {
    throw formatError(
      `Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  };
  return templateScope({ ...sources, resource: refuse, exported: refuse });
}

export function templateScope(sources: ScopeSources): Scope {
  const { account, template, parameters } = sources;
  const pseudo = pseudoParameters(account, sources.stack);
  const conditions = new Map<string, boolean>();
  const scope: Scope = {
    ref(name) {
      if (name in pseudo) {
        return pseudo[name];
      }
      const parameter = parameters[name];
      if (parameter !== undefined) {
        return parameter.value;
      }
      const resource = sources.resource(name);
      return resource === UNKNOWN ? UNKNOWN : resource.physicalId;
    },
    attribute(name, attribute) {
      const resource = sources.resource(name);
      if (resource === UNKNOWN) {
        return UNKNOWN;
      }
      const value = resource.attributes[attribute];
      if (value === undefined) {
        throw missingAttribute(template, name, attribute);
      }
      return value;
    },
    condition(name) {
      const known = conditions.get(name);
      if (known !== undefined) {
        return known;
      }
      if (!(name in template.Conditions)) {
        throw templateError(`unresolved condition dependency ${name} in Fn::If`);
      }
      const result = holds(template.Conditions[name], scope);
      conditions.set(name, result);
      return result;
    },
    mapping(map, first, second) {
      const value = template.Mappings[map]?.[first]?.[second];
      if (value === undefined) {
        throw templateError(`Unable to get mapping for ${map}::${first}::${second}`);
      }
      return value;
    },
    importValue(name) {
      const value = sources.exported(name);
      if (value === undefined) {
        throw validationError(`No export named ${name} found`);
      }
      return value;
    },
    availabilityZones(region) {
      if (region !== '' && region !== account.region) {
        throw templateError(`Fn::GetAZs of region ${region}: local AWS has region ${account.region} only`);
      }
      return sources.availabilityZones;
    },
  };
  return scope;
}

function missingAttribute(template: Template, name: string, attribute: string): Error {
  const type = template.Resources[name]?.Type ?? 'unknown';
  if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') {
    return validationError(
      `CustomResource attribute error: Vendor response doesn't contain ${attribute} attribute in object ${name}`,
    );
  }
  return templateError(
    `resource ${name} does not support attribute type ${attribute} in Fn::GetAtt (of ${type}, in local AWS)`,
  );
}
