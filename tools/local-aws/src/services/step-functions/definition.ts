import { AwsError } from '../../service';

/** https://states-language.net/spec.html#errors */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}

export interface Task {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Next?: string;
  readonly End?: boolean;
}

export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, Task>>;
}

const PLAYED = {
  machine: ['Comment', 'StartAt', 'States', 'Version'],
  task: ['Catch', 'Comment', 'End', 'Next', 'Resource', 'Retry', 'Type'],
  retrier: ['BackoffRate', 'ErrorEquals', 'IntervalSeconds', 'MaxAttempts'],
  catcher: ['ErrorEquals', 'Next'],
} as const;

/**
 * A state machine made of tasks that are Lambda functions, which is what CDK's provider framework waits with. Everything
 * else is refused by name.
 */
export function parseDefinition(text: string): Definition {
  const definition = parsed(text);
  checkMembers('the state machine', definition, PLAYED.machine);
  const states = Object.entries(definition.States ?? {});
  for (const [name, state] of states) {
    if (state.Type !== 'Task') {
      throw unsupported(`state ${name} of type ${String(state.Type)}`);
    }
    checkMembers(`state ${name}`, state, PLAYED.task);
    state.Retry?.forEach((retrier) => checkMembers(`Retry of state ${name}`, retrier, PLAYED.retrier));
    state.Catch?.forEach((catcher) => checkMembers(`Catch of state ${name}`, catcher, PLAYED.catcher));
    if (!/^arn:[^:]+:lambda:/.test(state.Resource)) {
      throw unsupported(`state ${name} with resource ${state.Resource}`);
    }
  }
  const next = states.flatMap(([, { Next, Catch = [] }]) => [Next, ...Catch.map((catcher) => catcher.Next)]);
  for (const name of [definition.StartAt, ...next]) {
    if (name !== undefined && !(name in definition.States)) {
      throw invalid(`MISSING_TRANSITION_TARGET: Missing 'Next' target: ${name}`);
    }
  }
  return definition;
}

function parsed(text: string): Definition {
  try {
    return JSON.parse(text) as Definition;
  } catch {
    throw invalid('INVALID_JSON_DESCRIPTION: the definition is not JSON');
  }
}

function checkMembers(what: string, value: object, played: readonly string[]): void {
  const other = Object.keys(value).find((member) => !played.includes(member));
  if (other !== undefined) {
    throw unsupported(`${other} of ${what}`);
  }
}

function unsupported(what: string): AwsError {
  return new AwsError('UnsupportedOperation', `Local AWS does not play ${what} in Step Functions`, 501);
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${reason}'`);
}
