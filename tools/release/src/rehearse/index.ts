import { UsageError, type Command } from 'command-line/lib/command';
import { ROOT } from '../repository';
import { rehearse as play } from './rehearse';

const USAGE = `Usage: npm run release -- rehearse

Releases everything there is, on this machine: a copy of the repository with a history that is
made up, an npm registry and a Python index on the loopback address in place of npm and PyPI.

A first release; a fix, whose run dies half way and is completed; a feature that another package
starts to need, and two releases at once; a breaking change; a change that would replace the VPC
and is refused. Ends with what was published and what strangers install, with exit code 0; what
does not go as it should ends it with 1.

It takes some minutes. The apps that it compares with are synthesised first. Nothing is left
behind, here or elsewhere, also when it is interrupted. 'npx nx rehearse release' does the same,
unless nothing has changed since it last did.

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
