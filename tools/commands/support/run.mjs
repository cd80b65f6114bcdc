import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/** An error whose text is meant for the person at the terminal: no stack trace is printed with it. */
export class CommandError extends Error {}

const END_WITH_PARENT = new URL('end-with-parent.mjs', import.meta.url).href;
const running = new Set();

/**
 * Runs a program to its end and returns what it printed. `onLine` sees each line as it comes.
 * A failure is a `CommandError` with the last lines of the output, unless `mayFail`.
 */
export function run(program, args, { cwd = ROOT, env = process.env, onLine, mayFail = false } = {}) {
  return new Promise((resolve, reject) => {
    const [before, stdin] = program === process.execPath ? [['--import', END_WITH_PARENT], 'pipe'] : [[], 'ignore'];
    const child = spawn(program, [...before, ...args], { cwd, env, stdio: [stdin, 'pipe', 'pipe'] });
    running.add(child);
    const lines = lineReader(onLine);
    child.stdout.on('data', lines.push);
    child.stderr.on('data', lines.push);
    child.on('error', (error) => {
      running.delete(child);
      reject(new CommandError(`${program} could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      const output = lines.end();
      if (code === 0 || mayFail) {
        resolve({ code: code ?? 1, output });
      } else {
        const tail = output.trimEnd().split('\n').slice(-40).join('\n');
        reject(new CommandError(`${[program, ...args].join(' ')} ended with ${signal ?? code}:\n${tail}`));
      }
    });
  });
}

/** Hands SIGINT and SIGTERM on to what is running, so that nothing is left behind, and then ends as one does on them. */
export function endOnSignals(cleanUp = async () => {}) {
  let ending = false;
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ]) {
    process.on(signal, async () => {
      if (ending) {
        return;
      }
      ending = true;
      process.stdout.write(`\nInterrupted: cleaning up …\n`);
      running.forEach((child) => child.kill(signal));
      await Promise.all([...running].map((child) => new Promise((resolve) => child.once('close', resolve))));
      await cleanUp();
      process.exit(128 + number);
    });
  }
}

/** Runs a command's `main`; a `CommandError` is printed as it stands, anything else with its stack. */
export async function command(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof CommandError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

function lineReader(onLine) {
  let all = '';
  let rest = '';
  return {
    push(chunk) {
      all += chunk;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      lines.forEach((text) => onLine?.(text));
    },
    end() {
      if (rest) {
        onLine?.(rest);
      }
      return all;
    },
  };
}
