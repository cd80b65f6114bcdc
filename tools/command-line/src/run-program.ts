import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable, UsageError, type Command } from './command';
import { progressLine } from './progress';

export interface Program {
  /** Its folder below `tools`. */
  readonly name: string;
  /** What people type before the command. */
  readonly call: string;
  /** What it is for, in lines of at most a hundred columns. */
  readonly summary: string;
  /** By the word on the command line. */
  readonly commands: Readonly<Record<string, Command>>;
}

const FAILED = 1;
const USAGE_ERROR = 2;
/** As the boot lab has it. */
const UNAVAILABLE = 3;
const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
/** What was ended may still have been writing. */
const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };

/** Runs the command that this process was started for, and ends the process. */
export function runProgram(program: Program): void {
  main(program, process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(FAILED);
    },
  );
}

async function main(program: Program, [name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    (name ? process.stdout : process.stderr).write(usageOf(program));
    return name ? 0 : USAGE_ERROR;
  }
  const command = Object.hasOwn(program.commands, name) ? program.commands[name] : undefined;
  if (!command) {
    process.stderr.write(`There is no command '${name}'.\n\n${usageOf(program)}`);
    return USAGE_ERROR;
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(command.usage);
    return 0;
  }
  try {
    return await run(program, command, args);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${command.usage}`);
      return USAGE_ERROR;
    }
    if (error instanceof Unavailable) {
      process.stdout.write(`Skipped: ${error.message}.\n`);
      return UNAVAILABLE;
    }
    throw error;
  }
}

function usageOf({ call, summary, commands }: Program): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
  return `Usage: ${call} COMMAND [options]

${summary}

${Object.entries(commands)
  .map(([name, command]) => `  ${name.padEnd(width)}${command.summary}`)
  .join('\n')}

COMMAND --help says more. Results go to standard output, progress to standard error; the exit
code is 0 when it is done, 1 when something failed or was refused, 2 for wrong arguments, 3 when
it cannot run on this computer.
`;
}

/** Whatever happens, the folder is removed in the end; a signal ends what runs first. */
async function run({ name }: Program, command: Command, args: readonly string[]): Promise<number> {
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
  const folder = await mkdtemp(join(tmpdir(), `ecs-groundwork-${name}-`));
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
