import { formatError, validationError } from '../errors';
import { asText } from '../plain';
import type { Lookups } from '../ports';
import { checkConstraints } from './parameter-constraints';
import { parameterType } from './parameter-types';
import type { ParameterDefinition, Template } from './template';

/** A parameter as the caller gave it. */
export interface GivenParameter {
  readonly key: string;
  readonly value?: string;
  readonly usePrevious: boolean;
}

/** What a parameter was given and what it stands for, which differ when its value is the name of an SSM parameter. */
export interface ParameterValue {
  readonly given: string;
  readonly value: string | readonly string[];
  readonly fromParameterStore: boolean;
  readonly noEcho: boolean;
}

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** The values of all parameters of a template: given, kept from before, or defaults; looked up where SSM holds them. */
export async function resolveParameters(
  { Parameters }: Template,
  given: readonly GivenParameter[],
  previous: ParameterValues,
  lookups: Pick<Lookups, 'parameter'>,
): Promise<ParameterValues> {
  checkKnown(Parameters, given);
  const raw = Object.entries(Parameters).map(([key, definition]) => ({
    key,
    definition,
    value: givenValue(key, definition, given, previous),
  }));
  const missing = raw.filter(({ value }) => value === undefined).map(({ key }) => key);
  if (missing.length > 0) {
    throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  }
  const resolved = raw.map(async ({ key, definition, value = '' }) => {
    return [key, await resolveParameter(key, definition, value, lookups)] as const;
  });
  return Object.fromEntries(await Promise.all(resolved));
}

function checkKnown(definitions: Template['Parameters'], given: readonly GivenParameter[]): void {
  const unknown = given.map(({ key }) => key).filter((key) => !(key in definitions));
  if (unknown.length > 0) {
    throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  }
}

function givenValue(
  key: string,
  definition: ParameterDefinition,
  given: readonly GivenParameter[],
  previous: ParameterValues,
): string | undefined {
  const match = given.find((parameter) => parameter.key === key);
  if (match?.usePrevious) {
    return previous[key]?.given;
  }
  return match?.value ?? (definition.Default === undefined ? undefined : defaultText(definition.Default));
}

async function resolveParameter(
  key: string,
  definition: ParameterDefinition,
  given: string,
  lookups: Pick<Lookups, 'parameter'>,
): Promise<ParameterValue> {
  const type = parameterType(definition.Type);
  if (type === undefined) {
    throw formatError(`Unrecognized parameter type: ${definition.Type}`);
  }
  checkConstraints(key, definition, type, given);
  const text = type.fromParameterStore ? await lookups.parameter(given) : given;
  if (text === undefined) {
    throw validationError(`Unable to fetch parameters [${given}] from parameter store for this account.`);
  }
  return {
    given,
    value: type.isList ? splitList(text) : text,
    fromParameterStore: type.fromParameterStore,
    noEcho: String(definition.NoEcho) === 'true',
  };
}

export function splitList(text: string): string[] {
  return text === '' ? [] : text.split(',').map((element) => element.trim());
}

function defaultText(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : asText(value);
}
