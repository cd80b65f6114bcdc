import { templateError } from '../errors';
import { getAttParts } from '../template/references';
import { list, pair, text } from './arguments';
import { subnets } from './cidr';
import { NO_VALUE, UNKNOWN, type Scope } from './scope';
import { substitute } from './substitute';

export type Evaluate = (value: unknown, scope: Scope) => unknown;

/** One intrinsic function: its argument as it stands in the template. */
export type IntrinsicFunction = (argument: unknown, scope: Scope, evaluate: Evaluate) => unknown;

/** Evaluates the arguments first, and is unknown when one of them is. */
function strict(name: string, run: (args: unknown, scope: Scope) => unknown): IntrinsicFunction {
  return (argument, scope, evaluate) => {
    const value = evaluate(argument, scope);
    const parts: unknown[] = Array.isArray(value) ? value : [value];
    if (parts.includes(UNKNOWN)) {
      return UNKNOWN;
    }
    if (value === NO_VALUE) {
      throw templateError(`${name} object does not take AWS::NoValue`);
    }
    return run(value, scope);
  };
}

export const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (name, scope) => (name === 'AWS::NoValue' ? NO_VALUE : scope.ref(text('Ref', name))),
  'Fn::GetAtt': (argument, scope, evaluate) => {
    const [resource, attribute] = getAttParts(argument) ?? [];
    if (resource === undefined) {
      throw templateError(
        'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
      );
    }
    return scope.attribute(resource, text('Fn::GetAtt', evaluate(attribute, scope)));
  },
  'Fn::Sub': substitute,
  'Fn::If': (argument, scope, evaluate) => {
    if (!Array.isArray(argument) || argument.length !== 3) {
      throw templateError('Fn::If requires a list argument with the first element being a condition');
    }
    const [condition, whenTrue, whenFalse] = argument as readonly unknown[];
    return evaluate(scope.condition(text('Fn::If', condition)) ? whenTrue : whenFalse, scope);
  },
  'Fn::Join': strict('Fn::Join', (args) => {
    const [separator, values] = pair('Fn::Join', args);
    const parts = list('Fn::Join', values);
    return parts.includes(UNKNOWN)
      ? UNKNOWN
      : parts.map((part) => text('Fn::Join', part)).join(text('Fn::Join', separator));
  }),
  'Fn::Select': strict('Fn::Select', (args) => {
    const [index, values] = pair('Fn::Select', args);
    const choices = list('Fn::Select', values);
    const position = Number(index);
    if (!Number.isInteger(position) || position < 0 || position >= choices.length) {
      throw templateError(`Fn::Select cannot select nonexistent value at index ${String(index)}`);
    }
    return choices[position];
  }),
  'Fn::Split': strict('Fn::Split', (args) => {
    const [separator, value] = pair('Fn::Split', args);
    return text('Fn::Split', value).split(text('Fn::Split', separator));
  }),
  'Fn::Base64': strict('Fn::Base64', (value) => Buffer.from(text('Fn::Base64', value)).toString('base64')),
  'Fn::FindInMap': strict('Fn::FindInMap', (args, scope) => {
    const keys = list('Fn::FindInMap', args).map((key) => text('Fn::FindInMap', key));
    if (keys.length !== 3) {
      throw templateError(
        'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
      );
    }
    return scope.mapping(...(keys as [string, string, string]));
  }),
  'Fn::GetAZs': strict('Fn::GetAZs', (region, scope) => [...scope.availabilityZones(text('Fn::GetAZs', region))]),
  'Fn::ImportValue': strict('Fn::ImportValue', (name, scope) => scope.importValue(text('Fn::ImportValue', name))),
  'Fn::Cidr': strict('Fn::Cidr', (args) => {
    const [block, count, bits] = list('Fn::Cidr', args);
    return subnets(text('Fn::Cidr', block), Number(count), bits === undefined ? undefined : Number(bits));
  }),
};
