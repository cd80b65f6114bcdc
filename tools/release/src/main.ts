#!/usr/bin/env node
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError, type Command } from './command';
import { COMMANDS } from './commands';
import { progressLine } from './report/progress';

const USAGE = `Usage: npm run release -- COMMAND [options]

Releases packages, one at a time or several: the same code here and in the workflows.

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  .join('\n')}

COMMAND --help says more. Results go to standard output, progress to standard error; the exit
code is 0 when it is done, 1 when something failed or was refused, 2 for wrong arguments.
`;

const USAGE_ERROR = 2;
/** What was ended may still have been writing. */
const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };
const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    (name ? process.stdout : process.stderr).write(USAGE);
    return name ? 0 : USAGE_ERROR;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    process.stderr.write(`There is no command '${name}'.\n\n${USAGE}`);
    return USAGE_ERROR;
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(command.usage);
    return 0;
  }
  try {
    return await run(command, args);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${command.usage}`);
      return USAGE_ERROR;
    }
    throw error;
  }
}

/** Whatever happens, the folder is removed in the end; a signal ends what runs first. */
async function run(command: Command, args: readonly string[]): Promise<number> {
  const line = progressLine(process.stderr);
  const interruption = new AbortController();
  let signalled: number | undefined;
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      signalled ??= 128 + number;
      line.show('Ending what runs');
      interruption.abort();
    });
  }
  const folder = await mkdtemp(join(tmpdir(), 'ecs-groundwork-release-'));
  // what programs that were ended leave behind is in it as well
  process.env.TMPDIR = folder;
  try {
    await command.run(args, {
      signal: interruption.signal,
      folder,
      progress: line.show,
      print: (text) => {
        line.clear();
        process.stdout.write(`${text}\n`);
      },
    });
    return 0;
  } catch (error) {
    if (signalled === undefined) {
      throw error;
    }
    return signalled;
  } finally {
    line.clear();
    await rm(folder, REMOVAL);
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
