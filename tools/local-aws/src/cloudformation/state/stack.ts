import type { Properties, Resource, Tag } from '../resource-type';
import type { ResourceDefinition } from '../template/template';
import type { Plan } from './plan';
import type { ResourceStatus, StackStatus } from './statuses';

/** One resource of a stack, as CloudFormation believes it to be. Records are replaced, never changed. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  /** Empty until something physical exists. */
  readonly physicalId: string;
  readonly attributes: Resource['attributes'];
  /** As they were last asked for, resolved. */
  readonly properties: Properties;
  /**
   * The same before dynamic references are resolved. Whether something has changed is judged by this: as on AWS, a
   * secret's new value alone changes nothing.
   */
  readonly evaluated: Properties;
  readonly tags: readonly Tag[];
  readonly definition: ResourceDefinition;
  /** What it needed when it was last written; deletion goes the other way round. */
  readonly needs: ReadonlySet<string>;
  readonly status: ResourceStatus;
  readonly reason?: string;
  readonly timestamp: Date;
}

/** Whether a resource stands in the stack: a creation that failed left at most something to delete. */
export function isDeployed(resource: StackResource | undefined): resource is StackResource {
  return resource !== undefined && resource.physicalId !== '' && resource.status !== 'CREATE_FAILED';
}

/** A physical resource that exists although its logical resource is now another one; cleanup deletes it. */
export interface Superseded {
  readonly resource: StackResource;
  /** `UpdateReplacePolicy` says to leave it. */
  readonly retain: boolean;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

export interface StackEvent {
  readonly id: string;
  /** The operation it belongs to; a rollback is an operation of its own. */
  readonly operationId: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: ResourceStatus | StackStatus;
  readonly reason?: string;
  readonly timestamp: Date;
  readonly clientRequestToken?: string;
}

/** What a stack is made from, and what other stacks and it know of each other. */
export interface Deployment {
  readonly plan: Plan;
  readonly outputs: readonly StackOutput[];
  /** Names of the exports of other stacks that it reads. */
  readonly imports: ReadonlySet<string>;
}

/** The last whole state of a stack, which a failed update goes back to. */
export interface Checkpoint extends Deployment {
  readonly resources: ReadonlyMap<string, StackResource>;
}

export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly created: Date;
  updated?: Date;
  deleted?: Date;
  status: StackStatus;
  reason?: string;
  roleArn?: string;
  terminationProtection: boolean;
  disableRollback: boolean;
  readonly events: StackEvent[];
  /** Undefined until the first operation begins. While one runs, what it works towards. */
  deployment?: Deployment;
  readonly resources: Map<string, StackResource>;
  superseded: readonly Superseded[];
  /** There from the beginning of an update until the stack is whole again. */
  checkpoint?: Checkpoint;
}
