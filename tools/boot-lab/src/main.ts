#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { Lab, SIDE_BY_SIDE } from './lab';
import { obstacle } from './preparation/obstacle';
import { reportOf } from './report';
import { passed, type Outcome, type Scenario, type Stage } from './scenario';
import { scenarios } from './scenarios';
import { LEGEND } from './timeline/render';

const USAGE = `Usage: npm run boot-lab -- [options] [scenario…]

Boots machines from the user data of this repository, under real systemd, cloud-init and Docker, with an AWS that is
played around them, lets go wrong what can, and shows when the ECS agent may start. Needs root on Debian or Ubuntu;
what is missing there it installs with apt-get.

  --list      the scenarios and what each shows
  --jobs N    machines side by side (default: ${SIDE_BY_SIDE}, two for each processor)
  --keep      leave each machine running, with a command for a shell on it, until Ctrl-C
  --help      this text

The exit code is 0 if every scenario passed, 1 if one did not, 3 if machines cannot be booted here.`;

const FAILED = 1;
const USAGE_ERROR = 2;
const SKIPPED = 3;
const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

interface Arguments {
  readonly help?: boolean;
  readonly list?: boolean;
  readonly keep?: boolean;
  readonly jobs?: string;
}

async function main(): Promise<number> {
  const { values, wanted } = readArguments();
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (values.list) {
    scenarios.forEach(({ name, claim }) => console.log(`${name.padEnd(26)}${claim}`));
    return 0;
  }
  const reason = obstacle();
  if (reason !== undefined) {
    console.log(`Skipped: ${reason}.`);
    return SKIPPED;
  }
  return runLab(wanted, values);
}

async function runLab(wanted: readonly Scenario[], { jobs, keep }: Arguments): Promise<number> {
  const began = Date.now();
  const say = (line: string): void => console.log(`  … ${line}`);
  const lab = await Lab.open({
    jobs: jobs === undefined ? undefined : Number(jobs),
    say,
    onOutcome: keep ? keepUntilInterrupted : undefined,
  });
  endOnSignals(lab);
  console.log(`${wanted.length} ${wanted.length === 1 ? 'scenario' : 'scenarios'}. ${LEGEND}\n`);
  const outcomes: Outcome[] = [];
  try {
    for (const outcome of lab.play(wanted)) {
      outcomes.push(await outcome);
      console.log(`${reportOf(outcomes[outcomes.length - 1])}\n`);
    }
  } finally {
    await lab.close();
  }
  const good = outcomes.filter(passed).length;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${good} passed, ${outcomes.length - good} failed, in ${seconds} s`);
  return good === outcomes.length ? 0 : FAILED;
}

function readArguments(): { values: Arguments; wanted: readonly Scenario[] } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      list: { type: 'boolean' },
      keep: { type: 'boolean' },
      jobs: { type: 'string' },
    },
  });
  if (values.jobs !== undefined && !/^[1-9]\d?$/.test(values.jobs)) {
    throw new UsageError(`--jobs must be a number from 1 to 99, got ${values.jobs}; leave it out for ${SIDE_BY_SIDE}`);
  }
  const wanted = positionals.map((name) => {
    const scenario = scenarios.find((one) => one.name === name);
    if (!scenario) {
      throw new UsageError(`there is no scenario '${name}'; --list shows them`);
    }
    return scenario;
  });
  return { values, wanted: wanted.length > 0 ? wanted : scenarios };
}

class UsageError extends Error {}

async function keepUntilInterrupted(outcome: Outcome, { machine }: Stage): Promise<void> {
  console.log(`${reportOf(outcome)}\n`);
  if (machine) {
    console.log(`It runs until Ctrl-C. A shell on it:\n  ${await machine.shellCommand()}\n`);
    await new Promise(() => undefined);
  }
}

/** Takes every machine down before it ends; a second signal does not wait, and then they are killed with this process. */
function endOnSignals(lab: Lab): void {
  let ending = false;
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (ending) {
        process.exit(128 + number);
      }
      ending = true;
      console.log('\nInterrupted: taking the machines down …');
      void lab.close().finally(() => process.exit(128 + number));
    });
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const usage = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    console.error(usage ? `${(error as Error).message}\n\n${USAGE}` : error);
    process.exit(usage ? USAGE_ERROR : FAILED);
  },
);
