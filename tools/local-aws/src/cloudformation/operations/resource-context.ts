import type { PlainObject } from '../plain';
import type { Resource, ResourceContext, Tag } from '../resource-type';
import type { StackResource } from '../state/stack';
import { Cancelled, NotStabilized } from './failure';
import type { Operation } from './operation';

export interface ContextDetails {
  readonly logicalId: string;
  readonly type: string;
  readonly tags: readonly Tag[];
  readonly previousTags: readonly Tag[];
  readonly updatePolicy: PlainObject;
  readonly creationPolicy: PlainObject;
  initiated(resource: Resource): void;
}

const HOUR = 3600;
const RANDOM_LENGTH = 12;
const LONGEST_NAME = 255;

/** What a resource type gets to know and to do while it works on one resource. */
export function resourceContext(operation: Operation, details: ContextDetails): ResourceContext {
  const { environment, stack, signal } = operation;
  const { clock } = environment;
  return {
    account: environment.account,
    clients: environment.clients,
    stackName: stack.name,
    stackId: stack.id,
    logicalId: details.logicalId,
    type: details.type,
    tags: details.tags,
    previousTags: details.previousTags,
    updatePolicy: details.updatePolicy,
    creationPolicy: details.creationPolicy,
    physicalName: (maxLength = LONGEST_NAME) =>
      physicalName(stack.name, details.logicalId, environment.randomName(RANDOM_LENGTH), maxLength),
    initiated: (physicalId, attributes = {}) => details.initiated({ physicalId, attributes }),
    stabilise: async (what, done, timeoutSeconds = HOUR) => {
      const deadline = clock.now() + timeoutSeconds;
      while (!(await done())) {
        if (signal.aborted) {
          throw new Cancelled('Resource operation cancelled');
        }
        if (clock.now() >= deadline) {
          throw new NotStabilized(`Exceeded attempts to wait for ${what} (${timeoutSeconds} seconds)`);
        }
        await environment.pause(signal);
      }
    },
  };
}

/** For reading or deleting a resource as it stands. */
export function recordContext(operation: Operation, { logicalId, type, tags }: StackResource): ResourceContext {
  return resourceContext(operation, {
    logicalId,
    type,
    tags,
    previousTags: tags,
    updatePolicy: {},
    creationPolicy: {},
    initiated: () => undefined,
  });
}

/** `stack-logicalId-RANDOM`; what is too long loses characters of the stack's name and the logical id, never the end. */
export function physicalName(stackName: string, logicalId: string, random: string, maxLength: number): string {
  const room = maxLength - random.length - 2;
  const forStack = Math.max(Math.ceil(room / 2), room - logicalId.length);
  const stack = stackName.slice(0, forStack);
  return `${stack}-${logicalId.slice(0, room - stack.length)}-${random}`;
}

/** The stack's tags and those by which AWS marks what CloudFormation made. */
export function stackTags(operation: Operation, tags: readonly Tag[], logicalId: string): readonly Tag[] {
  const { stack } = operation;
  return [
    ...tags,
    { Key: 'aws:cloudformation:stack-name', Value: stack.name },
    { Key: 'aws:cloudformation:logical-id', Value: logicalId },
    { Key: 'aws:cloudformation:stack-id', Value: stack.id },
  ];
}
