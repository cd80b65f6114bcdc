import type { TaskOutcome } from '../services/step-functions/execution';
import type { LambdaRunner } from './runner';

/** A function as a state machine's task: what it throws is the task's error. */
export async function runTask(
  runner: Pick<LambdaRunner, 'invoke'>,
  functionArn: string,
  input: unknown,
): Promise<TaskOutcome> {
  try {
    const { error, result } = await runner.invoke(functionArn, input, { whenBusy: 'wait' });
    return error === undefined
      ? { output: JSON.parse(result) as unknown }
      : { error: error.errorType, cause: JSON.stringify(error) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { error: `Lambda.${name}`, cause: JSON.stringify({ errorType: name, errorMessage: message }) };
  }
}
