/** What the `Type` of a parameter says. */
export interface ParameterType {
  /** The value is the name of an SSM parameter, whose value counts. */
  readonly fromParameterStore: boolean;
  readonly isList: boolean;
  readonly isNumber: boolean;
}

const SCALARS = ['String', 'Number', 'AWS::SSM::Parameter::Name'];
const AWS_TYPES = /^AWS::(EC2|Route53)::[A-Za-z]+::[A-Za-z.]+$/;

/** Reads a parameter type; undefined when CloudFormation has no such type. */
export function parameterType(type: string): ParameterType | undefined {
  const stored = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1];
  const inner = stored ?? type;
  const element = inner === 'CommaDelimitedList' ? 'String' : (/^List<(.+)>$/.exec(inner)?.[1] ?? inner);
  if (!SCALARS.includes(element) && !AWS_TYPES.test(element)) {
    return undefined;
  }
  return { fromParameterStore: stored !== undefined, isList: element !== inner, isNumber: element === 'Number' };
}
