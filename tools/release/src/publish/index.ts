import { TEXT, readArguments } from 'command-line/lib/arguments';
import { UsageError, type Command } from 'command-line/lib/command';
import { ROOT } from '../repository';
import { OPTIONS, OPTIONS_USAGE, publishArguments, registriesOf } from './options';
import { publishFolder } from './publish-folder';

const DEFAULT_WAIT_SECONDS = 600;

const USAGE = `Usage: npm run release -- publish FOLDER [options]

Publishes what was verified, from its files, by their checksums: npm first, then PyPI, then the tag. What is there with
the same content is left alone, another content under the same version is an error. A run that died is completed by
running it again. One release at a time: another waits. The workflows run the same as one file, publish.cjs.

${OPTIONS_USAGE}  --tag-on REMOTE     in the end, pushes the tag of each release to this remote
  --wait SECONDS      how long to wait for another release (default: ${DEFAULT_WAIT_SECONDS})
  --help              this text
`;

export const publish: Command = {
  summary: 'publishes on npm, then on PyPI, what was verified, and tags it; goes on where a run died',
  usage: USAGE,

  async run(args, surroundings) {
    const options = { ...OPTIONS, 'tag-on': TEXT, wait: TEXT };
    const { values, positionals } = readArguments(args, { options, allowPositionals: true });
    const given = publishArguments({ values, positionals });
    const { signal } = surroundings;
    await publishFolder({
      ...surroundings,
      root: ROOT,
      out: given.folder,
      registries: registriesOf(given, signal),
      checkOnly: given.check,
      remote: given.check ? undefined : values['tag-on'],
      waitMilliseconds: waitOf(values.wait) * 1000,
    });
  },
};

function waitOf(text: string | undefined): number {
  if (text !== undefined && !/^\d{1,5}$/.test(text)) {
    throw new UsageError(`--wait must be a number of seconds up to 99999, got '${text}'.`);
  }
  return text === undefined ? DEFAULT_WAIT_SECONDS : Number(text);
}
