import { templateError } from '../errors';
import { getAttParts, SUBSTITUTION, subParts } from '../template/references';
import { text } from './arguments';
import type { IntrinsicFunction } from './functions';
import { UNKNOWN } from './scope';

/** `Fn::Sub`: `${Name}`, `${Resource.Attribute}`, values of its own, and `${!Literal}` which stays as `${Literal}`. */
export const substitute: IntrinsicFunction = (argument, scope, evaluate) => {
  const parts = subParts(argument);
  if (parts === undefined) {
    throw templateError(
      "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  const [template, values] = parts;
  let unknown = false;
  const valueOf = (expression: string): unknown => {
    if (expression in values) {
      return evaluate(values[expression], scope);
    }
    const [resource, attribute] = getAttParts(expression) ?? [];
    return resource === undefined ? scope.ref(expression) : scope.attribute(resource, String(attribute));
  };
  const result = template.replace(SUBSTITUTION, (_, expression: string) => {
    const value = valueOf(expression.trim());
    if (value === UNKNOWN) {
      unknown = true;
      return '';
    }
    return text('Fn::Sub', value);
  });
  return unknown ? UNKNOWN : result.replace(/\$\{!/g, '${');
};
