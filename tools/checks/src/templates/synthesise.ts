import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Environment } from '../repository';
import { ROOT } from '../repository';

/** Runs an environment's app as the CDK CLI does: a process with the account and region of the credentials. */
export function synthesise(environment: Environment, outdir: string, account: Readonly<Record<string, string>>): void {
  execFileSync(process.execPath, [join('lib', 'main.js')], {
    cwd: join(ROOT, 'apps', environment),
    env: { ...process.env, ...account, CDK_OUTDIR: outdir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
