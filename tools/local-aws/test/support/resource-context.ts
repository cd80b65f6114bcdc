import type { ResourceContext, Tag } from '../../src/cloudformation/resource-type';
import type { Clients } from '../../src/clients';

export interface ContextOptions {
  readonly clients: Clients;
  /** Lets some time pass and everything move on. */
  readonly pass: () => Promise<void>;
  readonly tags?: readonly Tag[];
  readonly updatePolicy?: ResourceContext['updatePolicy'];
}

/** More than an hour of five seconds each. */
const PASSES_AT_MOST = 1000;

/** A context as the engine gives it to a resource type; waiting lets the simulated time pass. */
export function resourceContext({ clients, pass, tags = [], updatePolicy = {} }: ContextOptions): ResourceContext {
  return {
    account: { accountId: '123456789012', region: 'eu-west-1', partition: 'aws' },
    stackName: 'stack',
    stackId: 'arn:stack',
    logicalId: 'Thing',
    type: 'Test',
    clients,
    tags,
    previousTags: tags,
    updatePolicy,
    creationPolicy: {},
    physicalName: () => 'stack-Thing-1',
    initiated: () => undefined,
    stabilise: async (what, done) => {
      for (let passes = 0; !(await done()); passes++) {
        if (passes >= PASSES_AT_MOST) {
          throw new Error(`Exceeded attempts to wait for ${what}`);
        }
        await pass();
      }
    },
  };
}
