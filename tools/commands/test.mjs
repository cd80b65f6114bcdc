import { line, seconds, step } from './support/log.mjs';
import { runTargets } from './support/nx.mjs';
import { parseOptions } from './support/options.mjs';
import { prepare } from './support/prepare.mjs';
import { command, endOnSignals } from './support/run.mjs';
import { count, failures } from './support/results.mjs';

const HELP = `Usage: npm test [-- options]

Installs what is missing, then lints, builds, runs the unit tests, compiles the examples, packs the packages,
synthesises all environments, checks their templates, deploys them to local AWS, boots their instances, and rehearses
a release.
What did not change since the last time comes from nx's cache.

Booting needs root on Debian or Ubuntu, and installs with apt-get what it lacks; elsewhere it is skipped, and the
last lines say why. BOOT_LAB=required makes that a failure, BOOT_LAB=off skips it everywhere.

  --projects <names>  only these projects and what they need, separated by commas: network,instances
  --targets <names>   only these targets: lint,build,test,examples,synth,package,rehearse
  --affected <commit> only what the changes since this commit can have changed
  --help              this text

The last line is 'N passed, N failed'; the exit code is 1 when anything failed.`;

const TARGETS = ['lint', 'build', 'test', 'examples', 'synth', 'package', 'rehearse'];

await command(async () => {
  const options = parseOptions(
    { projects: { type: 'string' }, targets: { type: 'string' }, affected: { type: 'string' } },
    HELP,
  );
  endOnSignals();
  const started = Date.now();
  await prepare();

  let tasks = [];
  await step('Lint, build, test', async (now) => {
    tasks = await runTargets(options.targets?.split(',') ?? TARGETS, {
      projects: options.projects?.split(','),
      onRemark: (text) => line(`    … ${text}`),
      affectedSince: options.affected,
      onTask: ({ name, cached, done, of }) => {
        now(`${done} of ${of}, ${name}`);
        if (!process.stdout.isTTY) {
          line(`    ${String(done).padStart(2)}/${of} ${name}${cached ? ' (unchanged)' : ''}`);
        }
      },
    });
    return `${tasks.filter((task) => task.cached).length} of ${tasks.length} unchanged`;
  });

  for (const text of failures(tasks)) {
    line(`\n${text}`);
  }
  const { passed, failed, skipped, notes } = count(tasks);
  line(`\n${notes.join('\n')}\n  in ${seconds(started)}\n`);
  line(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return failed ? 1 : 0;
});
