import { TEXT, readArguments } from 'command-line/lib/arguments';
import { ENVIRONMENTS, type Environment } from '../repository';
import { oneOf, ROUNDS, type Validation, validations, wholeNumber } from '../synth/options';

export const USAGE = `Usage: npm run bench -- python [options]

Synthesises each reference app in Python, from the packed wheels, next to the same system written
by hand in Python with plain aws-cdk-lib (the baseline), and an app without anything in it (the
floor). Counts the round trips between Python and the process in which jsii runs the constructs,
then measures whole processes, Python's and jsii's together.

  --app NAME          ${ENVIRONMENTS.join(' or ')} (default: both)
  --validation WHEN   aws-cdk-lib's own validation of templates: off, on or both
                      (default: both)
  --rounds N          how often everything is measured (default: ${ROUNDS.default})
  --json FILE         writes every measurement there
  --help              this text
`;

const OPTIONS = { app: TEXT, validation: TEXT, rounds: TEXT, json: TEXT };

export interface PythonOptions {
  readonly environments: readonly Environment[];
  readonly validations: readonly Validation[];
  readonly rounds: number;
  readonly json?: string;
}

export function pythonOptions(args: readonly string[]): PythonOptions {
  const { app, validation, rounds, json } = readArguments(args, { options: OPTIONS }).values;
  return {
    environments: app === undefined ? ENVIRONMENTS : [oneOf('--app', ENVIRONMENTS, app)],
    validations: validations(validation ?? 'both'),
    rounds: rounds === undefined ? ROUNDS.default : wholeNumber('--rounds', rounds, ROUNDS.max),
    json,
  };
}
