import { validationError } from '../errors';
import { asText } from '../plain';
import type { ParameterType } from './parameter-types';
import type { ParameterDefinition } from './template';

/** Fails, in AWS's words, when a value breaks what its definition asks for. SSM names themselves are not constrained. */
export function checkConstraints(
  key: string,
  definition: ParameterDefinition,
  type: ParameterType,
  given: string,
): void {
  const values = type.isList && !type.fromParameterStore ? given.split(',').map((value) => value.trim()) : [given];
  for (const value of values) {
    const broken = brokenConstraint(key, definition, type, value);
    if (broken !== undefined) {
      const { ConstraintDescription: description } = definition;
      throw validationError(
        description === undefined ? broken : `Parameter '${key}' failed to satisfy constraint: ${description}`,
      );
    }
  }
}

function brokenConstraint(
  key: string,
  definition: ParameterDefinition,
  type: ParameterType,
  value: string,
): string | undefined {
  const { AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = definition;
  if (type.isNumber && !type.fromParameterStore && !isNumber(value)) {
    return `Parameter '${key}' must be a number.`;
  }
  if (AllowedValues !== undefined && !AllowedValues.map(String).includes(value)) {
    return `Parameter '${key}' must be one of AllowedValues`;
  }
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) {
    return `Parameter '${key}' must match pattern ${AllowedPattern}`;
  }
  if (MinLength !== undefined && value.length < Number(MinLength)) {
    return `Parameter '${key}' must contain at least ${asText(MinLength)} characters`;
  }
  if (MaxLength !== undefined && value.length > Number(MaxLength)) {
    return `Parameter '${key}' must contain at most ${asText(MaxLength)} characters`;
  }
  if (MinValue !== undefined && Number(value) < Number(MinValue)) {
    return `Parameter '${key}' must be a number not less than ${asText(MinValue)}`;
  }
  if (MaxValue !== undefined && Number(value) > Number(MaxValue)) {
    return `Parameter '${key}' must be a number not greater than ${asText(MaxValue)}`;
  }
  return undefined;
}

function isNumber(value: string): boolean {
  return value.trim() !== '' && Number.isFinite(Number(value));
}
