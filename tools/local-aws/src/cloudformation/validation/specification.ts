import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';

export type Replacement = 'yes' | 'no' | 'maybe';

export interface PropertySpecification {
  readonly required: boolean;
  readonly replaces: Replacement;
  readonly shape: Shape;
}

/** What a value may look like. Members are a function because types may contain themselves. */
export type Shape =
  | { readonly kind: 'any' }
  | { readonly kind: 'scalar'; readonly type: 'string' | 'boolean' | 'integer' | 'number' }
  | { readonly kind: 'list'; readonly element: Shape }
  | { readonly kind: 'map'; readonly element: Shape }
  | { readonly kind: 'object'; members(): Members };

export type Members = Readonly<Record<string, PropertySpecification>>;

export interface ResourceSpecification {
  readonly members: Members;
  /** What `Fn::GetAtt` takes. */
  readonly attributes: ReadonlySet<string>;
  /** Whether the stack's tags reach the resource. */
  readonly taggable: boolean;
}

/** AWS's published CloudFormation resource specification, as far as the engine asks it. */
export interface Specification {
  /** Undefined for a type that AWS does not have. */
  resource(type: string): ResourceSpecification | undefined;
}

let loaded: Promise<Specification> | undefined;

/** Loads the specification once per process: unpacking it takes about half a second. */
export function awsSpecification(): Promise<Specification> {
  loaded ??= loadAwsServiceSpec().then(specificationOf);
  return loaded;
}

function specificationOf(database: SpecDatabase): Specification {
  const cache = new Map<string, ResourceSpecification | undefined>();
  return {
    resource(type) {
      if (!cache.has(type)) {
        const [found] = database.lookup('resource', 'cloudFormationType', 'equals', type);
        cache.set(type, found && resourceSpecification(found, database));
      }
      return cache.get(type);
    },
  };
}

function resourceSpecification(resource: Resource, database: SpecDatabase): ResourceSpecification {
  const { properties, attributes, tagInformation } = resource;
  return {
    members: membersOf(properties, database),
    attributes: new Set(Object.keys(attributes)),
    taggable: tagInformation !== undefined,
  };
}

function membersOf(properties: Readonly<Record<string, Property>>, database: SpecDatabase): Members {
  const members = Object.entries(properties).map(([name, property]) => {
    const { required = false, causesReplacement = 'no', type, previousTypes = [] } = property;
    // A property that used to have another type is still accepted with it.
    const shape: Shape = previousTypes.length > 0 ? { kind: 'any' } : shapeOf(type, database);
    return [name, { required, replaces: causesReplacement, shape }] as const;
  });
  return Object.fromEntries(members);
}

function shapeOf(type: PropertyType, database: SpecDatabase): Shape {
  switch (type.type) {
    case 'string':
    case 'boolean':
    case 'integer':
    case 'number':
      return { kind: 'scalar', type: type.type };
    case 'array':
      return { kind: 'list', element: shapeOf(type.element, database) };
    case 'map':
      return { kind: 'map', element: shapeOf(type.element, database) };
    case 'ref': {
      const id = type.reference.$ref;
      let members: Members | undefined;
      return {
        kind: 'object',
        members: () => (members ??= membersOf(database.get('typeDefinition', id).properties, database)),
      };
    }
    default:
      return { kind: 'any' };
  }
}
