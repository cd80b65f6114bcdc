const { writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { UsageError, Unavailable } = require('../../lib/command');
const { runProgram } = require('../../lib/run-program');

const commands = {
  write: [
    'writes a file',
    async (args, { folder, progress, print }) => {
      progress('Writing');
      writeFileSync(join(folder, 'file'), 'text');
      print(`${JSON.stringify(args)} in ${folder}, as the temporary folder: ${tmpdir() === folder}`);
    },
  ],
  refuse: ['takes no arguments', () => Promise.reject(new UsageError('Not so.'))],
  fail: ['fails', () => Promise.reject(new Error('It broke.'))],
  skip: ['cannot run', () => Promise.reject(new Unavailable('no machine'))],
  wait: [
    'waits',
    async (args, { progress, signal }) => {
      progress('Waiting');
      await pause(60_000, undefined, { signal });
    },
  ],
};

runProgram({
  name: 'test',
  call: 'node program.cjs',
  summary: 'For tests.',
  commands: Object.fromEntries(
    Object.entries(commands).map(([name, [summary, run]]) => [name, { summary, usage: `Usage of ${name}\n`, run }]),
  ),
});
