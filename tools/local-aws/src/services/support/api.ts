import { AwsError, type Service, type ServiceCall } from '../../service';

export type Output = Record<string, unknown>;

/** One action of an API: the members it honours, and what it does with them. */
export interface Action {
  readonly members: readonly string[];
  readonly run: (input: Record<string, unknown>) => Output | Promise<Output>;
}

/**
 * An action typed by the SDK's input. A member that is not listed is refused by name, so that nothing a caller asks
 * for is dropped in silence.
 */
export function action<Input extends object>(
  members: readonly (keyof Input & string)[],
  run: (input: Input) => object | void | Promise<object | void>,
): Action {
  return {
    members,
    // The SDK's own serializer has given the input this shape; what AWS also checks, the action checks itself.
    run: async (input) => ({ ...(await run(input as Input)) }),
  };
}

/** A service made of a table of actions. */
export function apiService(
  name: string,
  actions: Readonly<Record<string, Action>>,
  prepare: (input: Record<string, unknown>) => Record<string, unknown> = (input) => input,
): Service {
  return {
    name,
    handle: async (call: ServiceCall) => {
      const found = actions[call.action];
      if (found === undefined) {
        throw new AwsError('UnsupportedOperation', `Local AWS does not play ${name}:${call.action}`, 501);
      }
      const unknown = Object.entries(call.input)
        .filter(([key, value]) => value !== undefined && value !== null && !found.members.includes(key))
        .map(([key]) => key);
      if (unknown.length > 0) {
        throw new AwsError(
          'UnsupportedOperation',
          `Local AWS does not play ${unknown.join(', ')} of ${name}:${call.action}`,
          501,
        );
      }
      return found.run(prepare(call.input));
    },
  };
}

/** The value of a member that AWS requires. */
export function required<T>(value: T | undefined | null, member: string, code = 'ValidationError'): T {
  if (value === undefined || value === null || value === '') {
    throw new AwsError(
      code,
      `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}
