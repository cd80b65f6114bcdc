import type { World } from './world';

export interface FoundParameter {
  readonly name: string;
  readonly version: number;
  readonly value: string;
}

/** A version of a parameter, or the code with which Systems Manager refuses. */
export function parameterVersion(parameters: World['parameters'], wanted: string): FoundParameter | string {
  // a parameter may be named by its ARN as well, and a version by its number or a label
  const [name, selector] = wanted.replace(/^arn:[^/]*:parameter/, '').split(':');
  const versions = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (versions === undefined) {
    return 'ParameterNotFound';
  }
  const index =
    selector === undefined
      ? versions.length - 1
      : versions.findIndex(({ labels }, one) => selector === String(one + 1) || labels.includes(selector));
  return index < 0 ? 'ParameterVersionNotFound' : { name, version: index + 1, value: versions[index].value };
}
