import { join } from 'node:path';
import { build } from 'esbuild';

const PROGRAM = join(__dirname, '..', '..', 'lib', 'publish', 'program.js');

/** `publish` as one file beside what it publishes, for a job that checks out nothing and installs nothing. */
export async function bundlePublish(out: string): Promise<void> {
  await build({
    entryPoints: [PROGRAM],
    outfile: join(out, 'publish.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'silent',
  });
}
