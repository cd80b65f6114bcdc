import { TEXT, readArguments } from 'command-line/lib/arguments';
import { UsageError } from 'command-line/lib/command';
import { ENVIRONMENTS, type Environment } from '../repository';

export const USAGE = `Usage: npm run bench -- synth [options]

Synthesises each reference app from its compiled JavaScript, as a whole process, next to
the same system written by hand with plain aws-cdk-lib (the baseline) and the same templates
replayed resource by resource (the floor).

  --app NAME          ${ENVIRONMENTS.join(' or ')} (default: both)
  --clusters N,N,…    instead of the apps: that many clusters in one app, such as 1,10,100
  --validation WHEN   aws-cdk-lib's own validation of templates: off, on or both
                      (default: both; with --clusters off)
  --rounds N          how often everything is measured (default: 7)
  --json FILE         writes every measurement there
  --help              this text
`;

const OPTIONS = { app: TEXT, clusters: TEXT, validation: TEXT, rounds: TEXT, json: TEXT };

export const VALIDATIONS = ['off', 'on'] as const;

/** Whether aws-cdk-lib validates the templates that it writes. */
export type Validation = (typeof VALIDATIONS)[number];

export interface SynthOptions {
  readonly environments: readonly Environment[];
  /** Sizes, ascending; absent, the apps are measured. */
  readonly clusters?: readonly number[];
  readonly validations: readonly Validation[];
  readonly rounds: number;
  readonly json?: string;
}

export const ROUNDS = { default: 7, max: 1000 } as const;
const CLUSTERS_MAX = 1000;

export function synthOptions(args: readonly string[]): SynthOptions {
  const { values } = readArguments(args, { options: OPTIONS });
  const clusters = values.clusters === undefined ? undefined : sizes(values.clusters);
  if (clusters && values.app !== undefined) {
    throw new UsageError('--app and --clusters exclude each other: clusters are measured in an app of their own.');
  }
  return {
    environments: values.app === undefined ? ENVIRONMENTS : [oneOf('--app', ENVIRONMENTS, values.app)],
    clusters,
    validations: validations(values.validation ?? (clusters ? 'off' : 'both')),
    rounds: values.rounds === undefined ? ROUNDS.default : wholeNumber('--rounds', values.rounds, ROUNDS.max),
    json: values.json,
  };
}

export function validations(when: string): readonly Validation[] {
  const chosen = oneOf('--validation', [...VALIDATIONS, 'both'] as const, when);
  return chosen === 'both' ? VALIDATIONS : [chosen];
}

function sizes(text: string): number[] {
  const numbers = text.split(',').map((part) => wholeNumber('--clusters', part, CLUSTERS_MAX));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

export function wholeNumber(option: string, text: string, max: number): number {
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > max) {
    throw new UsageError(`${option} must be a whole number from 1 to ${max}, got '${text}'.`);
  }
  return Number(text);
}

export function oneOf<Choice extends string>(option: string, choices: readonly Choice[], text: string): Choice {
  const choice = choices.find((one) => one === text);
  if (choice === undefined) {
    throw new UsageError(`${option} must be ${choices.join(' or ')}, got '${text}'.`);
  }
  return choice;
}
