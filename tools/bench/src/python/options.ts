import { parseArgs } from 'node:util';
import { UsageError } from '../command';
import { ENVIRONMENTS, type Environment } from '../repository';
import { oneOf, ROUNDS, type Validation, validations, wholeNumber } from '../synth/options';

export const USAGE = `Usage: node tools/bench/lib/main.js python [options]

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

export interface PythonOptions {
  readonly environments: readonly Environment[];
  readonly validations: readonly Validation[];
  readonly rounds: number;
  readonly json?: string;
}

export function pythonOptions(args: readonly string[]): PythonOptions {
  const { app, validation, rounds, json } = parsed(args);
  return {
    environments: app === undefined ? ENVIRONMENTS : [oneOf('--app', ENVIRONMENTS, app)],
    validations: validations(validation ?? 'both'),
    rounds: rounds === undefined ? ROUNDS.default : wholeNumber('--rounds', rounds, ROUNDS.max),
    json,
  };
}

function parsed(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ args: [...args], options: { app: text, validation: text, rounds: text, json: text } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
