import { messageOf } from '../errors';
import type { Plan } from '../state/plan';
import type { Operation } from './operation';
import { stackOutputs } from './outputs';
import { provision, type ProvisionFailures } from './provision';

/** Goes forward to what the plan wants. Gives the reason why it stopped, or undefined when it has arrived. */
export async function attempt(operation: Operation, plan: Plan): Promise<string | undefined> {
  const { stack, imports } = operation;
  stack.deployment = { plan, outputs: stack.deployment?.outputs ?? [], imports };
  const failures = await provision(operation, plan);
  if (operation.signal.aborted) {
    return failureSentence(failures);
  }
  try {
    stack.deployment = { plan, outputs: await stackOutputs(operation, plan), imports };
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** What AWS gives as the reason when an operation turns round. */
function failureSentence({ created, updated }: ProvisionFailures): string {
  const sentences = [['create', created] as const, ['update', updated] as const].flatMap(([verb, ids]) =>
    ids.length === 0 ? [] : [`The following resource(s) failed to ${verb}: [${ids.join(', ')}].`],
  );
  return sentences.length === 0 ? 'User Initiated' : sentences.join(' ');
}
