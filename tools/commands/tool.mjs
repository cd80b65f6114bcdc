import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTargets } from './support/nx.mjs';
import { ROOT } from './support/paths.mjs';
import { prepare } from './support/prepare.mjs';
import { failures } from './support/results.mjs';
import { step } from './support/log.mjs';
import { CommandError, command } from './support/run.mjs';

/** `tool.mjs NAME ARGUMENT…`: installs and builds what is missing, then hands over to the tool's own command line. */
const [tool, ...args] = process.argv.slice(2);
await command(async () => {
  await prepare();
  await step('Build', async () => {
    const before = neededFirst(join(ROOT, 'tools', tool, 'package.json'), args[0]);
    const targets = ['build', ...before.map(({ target }) => target)];
    const projects = [tool, ...before.flatMap((needed) => needed.projects)];
    const problems = failures(await runTargets(targets, { projects }));
    if (problems.length) {
      throw new CommandError(problems.join('\n\n'));
    }
  });
  const child = spawn(process.execPath, [join(ROOT, 'tools', tool, 'lib/main.js'), ...args], { stdio: 'inherit' });
  // the terminal sends Ctrl-C to both; the child cleans up, and this process reports how it ended
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => child.kill(signal)));
  return new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ? 1 : (code ?? 1))));
});

/** What nx makes in other projects before the tool's target of the same name, where there is one. */
function neededFirst(manifest, name) {
  const { dependsOn = [] } = JSON.parse(readFileSync(manifest, 'utf8')).nx?.targets?.[name] ?? {};
  return dependsOn.filter((needed) => typeof needed === 'object');
}
