import { build } from './build';
import type { Command } from 'command-line/lib/command';
import { plan } from './plan';
import { publish } from './publish';
import { rehearse } from './rehearse';
import { verify } from './verify';

/** By the word on the command line. */
export const COMMANDS: Readonly<Record<string, Command>> = { plan, build, verify, publish, rehearse };
