import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packagesPython, ROOT } from '../repository';
import type { Fence } from './fences';

/** Kept between runs, and shared with the Python apps: unpacking aws-cdk-lib takes most of a minute. */
const JSII_CACHE = join(ROOT, 'node_modules', '.cache', 'ecs-groundwork', 'jsii');
const RUNNER = join(__dirname, '..', '..', 'test', 'examples', 'run_examples.py');

/** What became of an example: nothing to say, or Python's traceback. */
export type Outcome = string | null;

/** The Python environment in which the packed packages are installed, as a stranger's has them. */
export class PythonProject {
  public constructor() {
    if (!existsSync(packagesPython())) {
      throw new Error(`${packagesPython()} is missing: run 'npx nx build python' first.`);
    }
  }

  /**
   * Runs examples one after the other in one process. A whole program is run as it stands; a fragment stands in a
   * stack called `self`, after what its package's `fixture` (a file) declares.
   */
  public run(examples: readonly (Fence & { readonly fixture?: string })[], outdir: string): Outcome[] {
    return JSON.parse(this.program(RUNNER, JSON.stringify(examples), { CDK_OUTDIR: outdir })) as Outcome[];
  }

  /** Runs a program to its end; answers what it printed. */
  public program(script: string, input: string, env: Readonly<Record<string, string>> = {}): string {
    const { stdout, stderr, status } = spawnSync(packagesPython(), [script], {
      input,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...env,
        JSII_RUNTIME_PACKAGE_CACHE_ROOT: JSII_CACHE,
        JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: 'true',
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
      },
    });
    if (status !== 0) {
      throw new Error(`Python ended with ${status}:\n${stderr}`);
    }
    return stdout;
  }
}
