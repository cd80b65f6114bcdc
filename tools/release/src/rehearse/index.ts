import { UsageError, type Command } from '../command';
import { ROOT } from '../repository';
import { rehearse as play } from './rehearse';

const USAGE = `Usage: npm run release -- rehearse

Releases everything there is, on this machine: a copy of the repository with a history that is made up, an npm registry
and a Python index on the loopback address in place of npm and PyPI. A first release; a fix; a run that dies half way
and is completed; a feature that another package starts to need; two releases at once; a breaking change; a change
that would replace the VPC and is refused. Ends with what was published and what strangers install.

It takes some minutes. What it compares with is synthesised first; 'npx nx rehearse release' does the same, and nothing
when nothing has changed. Nothing is left behind, here or elsewhere.

  --help              this text
`;

export const rehearse: Command = {
  summary: 'all of it on this machine, with a history that is made up and local registries',
  usage: USAGE,

  async run(args, surroundings) {
    if (args.length > 0) {
      throw new UsageError(`rehearse takes no arguments, got '${args.join(' ')}'.`);
    }
    await play(ROOT, surroundings);
  },
};
