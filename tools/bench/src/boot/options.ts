import { TEXT, readArguments } from 'command-line/lib/arguments';
import { wholeNumber } from '../synth/options';

export const USAGE = `Usage: npm run bench -- boot [options]

Boots machines of the boot lab from the user data that the packages render, next to
terraform-ecs's (the baseline), and measures from the begin of the user data until the
ECS agent has registered, by each machine's own journal. Needs what the boot lab needs:
root on Debian or Ubuntu. Elsewhere it says so and ends with 3.

  --rounds N          how often each is booted (default: 5)
  --json FILE         writes every measurement there
  --help              this text
`;

const ROUNDS = { default: 5, max: 100 } as const;

export interface BootOptions {
  readonly rounds: number;
  readonly json?: string;
}

export function bootOptions(args: readonly string[]): BootOptions {
  const { rounds, json } = readArguments(args, { options: { rounds: TEXT, json: TEXT } }).values;
  return { rounds: rounds === undefined ? ROUNDS.default : wholeNumber('--rounds', rounds, ROUNDS.max), json };
}
