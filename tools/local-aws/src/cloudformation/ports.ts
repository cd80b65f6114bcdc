import type { Clients } from '../clients';
import type { Account } from '../service';
import type { Clock } from '../services/support';
import type { ResourceTypes } from './resource-types';
import type { Specification } from './validation/specification';

/** What CloudFormation asks of the world around it while it reads a template. */
export interface Lookups {
  /** The body of the template at an S3 URL. */
  template(url: string): Promise<string>;
  /** The value of an SSM parameter, or undefined when there is none. */
  parameter(name: string): Promise<string | undefined>;
  /** The secret's string, or undefined when there is no such secret or version. */
  secret(id: string, version: SecretVersion): Promise<string | undefined>;
  /** The names of this region's availability zones, in order. */
  availabilityZones(): Promise<readonly string[]>;
}

export interface SecretVersion {
  readonly stage?: string;
  readonly id?: string;
}

export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly StackId: string;
  readonly ServiceToken: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

export interface CustomResourceResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId?: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

/** Takes a custom resource's event to its provider and waits for what the provider sends to `ResponseURL`. */
export interface CustomResourceRunner {
  /**
   * The runner adds the `ResponseURL`.
   * It may give up when `signal` is aborted: CloudFormation no longer waits then.
   */
  request(event: CustomResourceRequest, signal: AbortSignal): Promise<CustomResourceResponse>;
}

/** Everything the engine does not do itself. */
export interface Environment {
  readonly account: Account;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly lookups: Lookups;
  readonly resourceTypes: ResourceTypes;
  readonly specification: () => Promise<Specification>;
  /** How many resources of a stack are worked on at once. */
  readonly concurrency: number;
  /** Letters and digits for names that must not collide. */
  readonly randomName: (length: number) => string;
  readonly uuid: () => string;
  /** Waits between two looks at a resource that is not ready yet; ends early, without error, on `signal`. */
  readonly pause: (signal: AbortSignal) => Promise<void>;
  /** Hears of failures inside the engine itself, which no caller waits for. */
  readonly log: (message: string) => void;
}
