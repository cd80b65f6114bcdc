#!/usr/bin/env node
import { runProgram } from 'command-line/lib/run-program';
import { COMMANDS } from './commands';

runProgram({
  name: 'bench',
  call: 'npm run bench --',
  summary: 'Measures what the packages cost, against a named baseline in the same run.',
  commands: COMMANDS,
});
