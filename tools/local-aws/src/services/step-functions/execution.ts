import type { Definition, Retrier, Task } from './definition';

export interface TaskError {
  readonly error: string;
  readonly cause: string;
}

/** What a function gave, or how it failed. */
export type TaskOutcome = { readonly output: unknown } | TaskError;

export interface ExecutionPorts {
  readonly invoke: (functionArn: string, input: unknown) => Promise<TaskOutcome>;
  /** In AWS's seconds. */
  readonly pause: (seconds: number) => Promise<void>;
}

/** https://states-language.net/spec.html#errors */
const RETRY_DEFAULTS = { interval: 1, attempts: 3, backoff: 2 } as const;

/** Goes through the states from the first one on. */
export async function execute(definition: Definition, input: unknown, ports: ExecutionPorts): Promise<TaskOutcome> {
  let name = definition.StartAt;
  let value = input;
  for (;;) {
    const state = definition.States[name];
    const outcome = await perform(state, value, ports);
    if ('output' in outcome) {
      if (state.Next === undefined) {
        return outcome;
      }
      value = outcome.output;
      name = state.Next;
      continue;
    }
    const catcher = state.Catch?.find(({ ErrorEquals }) => matches(ErrorEquals, outcome));
    if (catcher === undefined) {
      return outcome;
    }
    value = { Error: outcome.error, Cause: outcome.cause };
    name = catcher.Next;
  }
}

async function perform(state: Task, input: unknown, { invoke, pause }: ExecutionPorts): Promise<TaskOutcome> {
  const attempts = new Map<Retrier, number>();
  for (;;) {
    const outcome = await invoke(state.Resource, input);
    if ('output' in outcome) {
      return outcome;
    }
    const retrier = state.Retry?.find(({ ErrorEquals }) => matches(ErrorEquals, outcome));
    const made = retrier === undefined ? 0 : (attempts.get(retrier) ?? 0);
    if (retrier === undefined || made >= (retrier.MaxAttempts ?? RETRY_DEFAULTS.attempts)) {
      return outcome;
    }
    attempts.set(retrier, made + 1);
    const { IntervalSeconds = RETRY_DEFAULTS.interval, BackoffRate = RETRY_DEFAULTS.backoff } = retrier;
    await pause(IntervalSeconds * BackoffRate ** made);
  }
}

function matches(errors: readonly string[], { error }: TaskError): boolean {
  return errors.some((name) => name === 'States.ALL' || name === 'States.TaskFailed' || name === error);
}
