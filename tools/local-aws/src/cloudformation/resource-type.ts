import type { Clients } from '../clients';
import type { Account } from '../service';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export type Properties = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- a template's properties have no type until a handler reads them

/** What a handler may know of the stack it works for. */
export interface ResourceContext {
  readonly account: Account;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** The type as it stands in the template. */
  readonly type: string;
  /** SDK clients that speak to local AWS itself (not past it to moto). */
  readonly clients: Clients;
  /** The stack's tags and the `aws:cloudformation:*` tags that AWS adds. */
  readonly tags: readonly Tag[];
  /** What `tags` was when the resource was last written; on create the same as `tags`. */
  readonly previousTags: readonly Tag[];
  /** The definition's `UpdatePolicy`, resolved; empty when it has none. Holds only what the type honours. */
  readonly updatePolicy: Properties;
  /** The definition's `CreationPolicy`, resolved; empty when it has none. Holds only what the type honours. */
  readonly creationPolicy: Properties;
  /** A name as CloudFormation makes one: `stack-logicalId-RANDOM`, cut to what the service takes. */
  physicalName(maxLength?: number): string;
  /**
   * Says that the physical resource exists from now on: should the rest of `create` fail, it is deleted with these
   * attributes. Without this call a resource counts as existing when `create` has returned.
   */
  initiated(physicalId: string, attributes?: Resource['attributes']): void;
  /** Waits for `done`, polling; fails with the resource's own words when `timeoutSeconds` have passed. */
  stabilise(what: string, done: () => Promise<boolean>, timeoutSeconds?: number): Promise<void>;
}

/** A resource that exists: what `Ref` and `Fn::GetAtt` give. */
export interface Resource {
  readonly physicalId: string;
  /** By attribute name as in `Fn::GetAtt`; nested names with dots: `Endpoint.Address`. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * One CloudFormation resource type, driven through the service's own API.
 * Which properties exist, which are required and which replace the resource comes from AWS's published
 * resource specification, not from the handler; the handler lists those it *honours*, and a property that exists
 * on AWS but is not listed is refused by name, never dropped in silence.
 */
export interface ResourceType {
  readonly type: string;
  /**
   * Property names. `Tags` honours the whole of it; `Lifecycle.Rules.Id` honours of `Lifecycle` only what is listed
   * with such a path (list elements do not appear in it).
   */
  readonly honours: readonly string[];
  /** The keys of `UpdatePolicy` that it honours: `AutoScalingInstanceRefresh`. */
  readonly updatePolicies?: readonly string[];
  /** The keys of `CreationPolicy` that it honours. */
  readonly creationPolicies?: readonly string[];
  create(context: ResourceContext, properties: Properties): Promise<Resource>;
  /** Absent: every change replaces. */
  update?(
    context: ResourceContext,
    existing: Resource,
    properties: Properties,
    previous: Properties,
  ): Promise<Resource>;
  /**
   * The present attributes, for a type some of whose attributes other resources change: a VPC has an IPv6 block only
   * once one is associated. Asked each time that another resource reads an attribute of this one.
   */
  read?(context: ResourceContext, existing: Resource): Promise<Resource['attributes']>;
  /** Whether a change of properties replaces that, says the specification, does so only under some conditions. */
  replaces?(properties: Properties, previous: Properties): boolean;
  /** A resource that no longer exists is deleted: that is success. */
  delete(context: ResourceContext, existing: Resource, properties: Properties): Promise<void>;
}
