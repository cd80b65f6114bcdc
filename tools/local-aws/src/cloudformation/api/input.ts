import { unsupported, validationError } from '../errors';
import { asText, isObject } from '../plain';
import type { Tag } from '../resource-type';
import type { GivenParameter } from '../template/parameters';

/** The members of a request; from the query protocol every scalar is text, and an empty list is empty text. */
export type Input = Readonly<Record<string, unknown>>;

export function optionalText(input: Input, member: string): string | undefined {
  const value = input[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function requiredText(input: Input, member: string): string {
  const value = optionalText(input, member);
  if (value === undefined) {
    const name = member.charAt(0).toLowerCase() + member.slice(1);
    throw validationError(
      `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}

export function flag(input: Input, member: string): boolean {
  return String(input[member]) === 'true';
}

export function texts(input: Input, member: string): string[] {
  const value = input[member];
  return Array.isArray(value) ? value.map(String) : [];
}

/** The stack's tags, or undefined when the request does not speak of them. */
export function tags(input: Input): readonly Tag[] | undefined {
  const value = input.Tags;
  if (value === undefined) {
    return undefined;
  }
  return objects(value).map(({ Key, Value }) => ({ Key: String(Key), Value: asText(Value ?? '') }));
}

export function parameters(input: Input): readonly GivenParameter[] {
  return objects(input.Parameters).map(({ ParameterKey, ParameterValue, UsePreviousValue }) => ({
    key: String(ParameterKey),
    value: ParameterValue === undefined ? undefined : asText(ParameterValue),
    usePrevious: String(UsePreviousValue) === 'true',
  }));
}

/** Fails on requests that AWS would do and local AWS does not, where only a value tells. */
export function refuseUnsupported(input: Input): void {
  const refusals: readonly (readonly [boolean, string])[] = [
    [texts(input, 'NotificationARNs').length > 0, 'notifications of stack events (NotificationARNs)'],
    [hasRollbackTriggers(input.RollbackConfiguration), 'rollback triggers (RollbackConfiguration)'],
    [isObject(input.DeploymentConfig) && input.DeploymentConfig.Mode === 'EXPRESS', 'the deployment mode EXPRESS'],
    [input.DeploymentMode !== undefined, `the deployment mode ${String(input.DeploymentMode)}`],
    [flag(input, 'ImportExistingResources'), 'the import of existing resources'],
    [input.ChangeSetType === 'IMPORT' || input.ResourcesToImport !== undefined, 'the import of existing resources'],
    [[input.OnFailure, input.OnStackFailure].includes('DELETE'), 'deleting a stack whose creation failed (OnFailure)'],
  ];
  const refused = refusals.find(([applies]) => applies);
  if (refused !== undefined) {
    throw unsupported(refused[1]);
  }
}

/** Whether a failure shall leave everything where it is. */
export function disablesRollback(input: Input): boolean {
  return flag(input, 'DisableRollback') || [input.OnFailure, input.OnStackFailure].includes('DO_NOTHING');
}

function hasRollbackTriggers(value: unknown): boolean {
  return isObject(value) && objects(value.RollbackTriggers).length > 0;
}

function objects(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
