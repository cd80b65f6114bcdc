#!/usr/bin/env node
import { setTimeout as pause } from 'node:timers/promises';
import { readArguments } from 'command-line/lib/arguments';
import { UsageError } from 'command-line/lib/command';
import { OPTIONS, OPTIONS_USAGE, publishArguments, registriesOf } from './options';
import { publish } from './publish';
import { readReleases } from './released';
import { outcomeText } from './outcome-text';

const USAGE = `Usage: node publish.cjs FOLDER [options]

Publishes what was verified, from its files, by their checksums: what a registry has with the same content is left
alone, another content under the same version is an error. A run that died is completed by running it again.
Needs nothing but Node and npm.

${OPTIONS_USAGE}  --help              this text
`;

const USAGE_ERROR = 2;

/** The whole of this program is one file, for a job that checks out nothing and installs nothing. */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  const given = publishArguments(readArguments(args, { options: OPTIONS, allowPositionals: true }));
  const outcomes = await publish(await readReleases(given.folder), {
    registries: registriesOf(given),
    checkOnly: given.check,
    say: (text) => process.stderr.write(`${text}\n`),
    pause: (milliseconds) => pause(milliseconds),
  });
  process.stdout.write(`${outcomeText(outcomes)}\n`);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof UsageError ? `${message}\n\n${USAGE}` : `${message}\n`);
    process.exit(error instanceof UsageError ? USAGE_ERROR : 1);
  },
);
