import type { Command } from 'command-line/lib/command';
import { boot } from './boot';
import { python } from './python';
import { synth } from './synth';

/** By the word on the command line. */
export const COMMANDS: Readonly<Record<string, Command>> = { synth, python, boot };
