import { parseArgs } from 'node:util';
import { CommandError } from './run.mjs';

const HELP = { help: { type: 'boolean', short: 'h' } };

/** The command line's options; with `--help` the text is printed and the process ends. */
export function parseOptions(options, help) {
  let values;
  try {
    ({ values } = parseArgs({ options: { ...options, ...HELP } }));
  } catch (error) {
    throw new CommandError(`${error.message.split('. ')[0]}.\n\n${help}`);
  }
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  return values;
}
