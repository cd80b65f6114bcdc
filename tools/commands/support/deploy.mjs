import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';

const CDK = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/**
 * Deploys every stack of an app's cloud assembly with the CDK CLI as it comes from npm.
 * `onEvent` hears of each resource; returns which stacks changed.
 */
export async function deploy(app, environment, onEvent) {
  const { misleadingVariables } = await import('../../local-aws/lib/index.js');
  const own = Object.entries(process.env).filter(([name]) => !misleadingVariables(process.env).includes(name));
  const changed = [];
  const unchanged = [];
  const args = ['deploy', '--all', '--app', join(ROOT, 'apps', app, 'cdk.out')];
  await run(process.execPath, [CDK, ...args, '--require-approval', 'never', '--progress', 'events', '--ci'], {
    // in its own folder: a `cdk.json` of the caller must not be read
    cwd: join(ROOT, 'apps', app),
    env: { ...Object.fromEntries(own), ...environment, NO_COLOR: '1', FORCE_COLOR: '0', CI: '1' },
    onLine: (line) => {
      const event = /^\s*(\S+)\s*\|\s*(\d+)\/(\d+)\s*\|.*?\|\s*(\w+)\s*\|\s*(\S+)/.exec(line);
      if (event) {
        const [, stack, done, of, , type] = event;
        onEvent(`${stack} ${done}/${of} ${type}`);
      }
      const end = /✅\s+(\S+)( \(no changes\))?/.exec(line);
      if (end) {
        (end[2] ? unchanged : changed).push(end[1]);
      }
    },
  });
  return { changed, unchanged };
}
