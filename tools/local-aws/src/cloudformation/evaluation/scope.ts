/** Stands for a value that is only known once a resource has been created or updated. */
export const UNKNOWN = Symbol('known after the change');

/** What `AWS::NoValue` gives: the property or list element that holds it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** What the names in a template mean at one moment. */
export interface Scope {
  /** The value of a parameter, a pseudo parameter or a resource; `UNKNOWN` while there is none. */
  ref(name: string): unknown;
  attribute(resource: string, attribute: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): unknown;
  importValue(name: string): unknown;
  availabilityZones(region: string): readonly string[];
}
