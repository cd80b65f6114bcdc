#!/usr/bin/env node
import { runProgram } from 'command-line/lib/run-program';
import { COMMANDS } from './commands';

runProgram({
  name: 'release',
  call: 'npm run release --',
  summary: 'Releases packages, one at a time or several: the same code here and in the workflows.',
  commands: COMMANDS,
});
