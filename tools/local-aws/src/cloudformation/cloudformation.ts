import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Clients } from '../clients';
import type { Account, Service } from '../service';
import { apiService, type Clock } from '../services/support';
import { changeSetActions } from './api/change-set-actions';
import { describeActions } from './api/describe-actions';
import type { Engine } from './api/engine';
import { stackActions } from './api/stack-actions';
import { ChangeSets } from './change-sets/change-sets';
import { lookupsWith } from './lookups';
import { customResourceType } from './operations/custom-resource';
import { Operations } from './operations/operations';
import type { CustomResourceRunner, Environment, Lookups } from './ports';
import type { ResourceType } from './resource-type';
import { ResourceTypes } from './resource-types';
import { Stacks } from './state/stacks';
import { awsSpecification, type Specification } from './validation/specification';

export interface CloudFormationOptions {
  readonly account: Account;
  /** For the resource types, and for what templates look up. */
  readonly clients: Clients;
  readonly clock: Clock;
  /** All that it can work with, besides custom resources. */
  readonly resourceTypes: readonly ResourceType[];
  readonly customResources: CustomResourceRunner;
  /**
   * How many resources of a stack are worked on at once.
   * @default 10
   */
  readonly concurrency?: number;
  /**
   * Hears of failures inside the engine itself.
   * @default - nobody does
   */
  readonly log?: (message: string) => void;
  /** @default - S3, Parameter Store, Secrets Manager and EC2, through `clients` */
  readonly lookups?: Lookups;
  /** @default - AWS's published resource specification */
  readonly specification?: () => Promise<Specification>;
  /** @default - random */
  readonly randomName?: (length: number) => string;
  /** @default - random */
  readonly uuid?: () => string;
  /** @default - waits 25 milliseconds */
  readonly pause?: (signal: AbortSignal) => Promise<void>;
}

export interface CloudFormation extends Service {
  /** Resolves when nothing runs on the stack any more; at once for an unknown one. */
  settled(stackName: string): Promise<void>;
  /** Ends all operations where they are, without rollback. */
  close(): Promise<void>;
}

const DEFAULT_CONCURRENCY = 10;
const PAUSE_MILLISECONDS = 25;

/** CloudFormation, all of it in memory. */
export function cloudFormation(options: CloudFormationOptions): CloudFormation {
  const closing = new AbortController();
  const uuid = options.uuid ?? randomUUID;
  const pause = options.pause ?? wait;
  const { clock, customResources: runner } = options;
  const customResource = customResourceType({ runner, uuid, clock, pause, closing: closing.signal });
  const environment: Environment = {
    account: options.account,
    clients: options.clients,
    clock,
    lookups: options.lookups ?? lookupsWith(options.clients),
    resourceTypes: new ResourceTypes(options.resourceTypes, customResource),
    specification: options.specification ?? awsSpecification,
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    randomName: options.randomName ?? randomName,
    uuid,
    pause,
    log: options.log ?? (() => undefined),
  };
  const stacks = new Stacks(options.account, uuid);
  const operations = new Operations(environment, stacks);
  const engine: Engine = { environment, stacks, operations, changeSets: new ChangeSets() };
  const service = apiService('cloudformation', {
    ...stackActions(engine),
    ...changeSetActions(engine),
    ...describeActions(engine),
  });
  return {
    name: service.name,
    handle: (call) => service.handle(call),
    settled: async (stackName) => {
      const stack = stacks.find(stackName);
      if (stack !== undefined) {
        await operations.settled(stack);
      }
    },
    close: async () => {
      closing.abort();
      await operations.close();
    },
  };
}

async function wait(signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(PAUSE_MILLISECONDS, undefined, { signal });
  } catch {
    // Aborted: whoever waits looks at the signal next.
  }
}

/** Capital letters and digits, as in the names that CloudFormation makes. */
function randomName(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return [...randomBytes(length)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
