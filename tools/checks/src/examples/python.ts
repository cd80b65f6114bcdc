import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonProgram, ROOT } from '../repository';
import type { Fence } from './fences';

/** Kept between runs: installing aws-cdk-lib and unpacking it takes most of a minute. */
const CACHE = join(ROOT, 'node_modules', '.cache', 'ecs-groundwork', 'python');
const RUNNER = join(__dirname, '..', '..', 'test', 'examples', 'run_examples.py');

/** What became of an example: nothing to say, or Python's traceback. */
export type Outcome = string | null;

/** A Python environment in which the packed packages are installed, as a stranger's has them. */
export class PythonProject {
  /** Brings the environment up to date with what `nx package` packed. */
  public static install(packages: readonly string[]): PythonProject {
    const wheels = packages.map(wheelOf);
    const requirements = ['aws-cdk-lib', 'constructs'].map((name) => `${name}==${installedVersion(name)}`);
    const project = new PythonProject();
    project.once('library', requirements.join(), () => {
      rmSync(CACHE, { recursive: true, force: true });
      mkdirSync(CACHE, { recursive: true });
      execFileSync(pythonProgram('python'), ['-m', 'venv', join(CACHE, 'venv')]);
      // byte-compiling would take longer than everything else
      project.pip('--no-compile', ...requirements);
    });
    const contents = wheels.map((wheel) => createHash('sha256').update(readFileSync(wheel)).digest('hex'));
    project.once('packages', contents.join(), () =>
      project.pip('--no-compile', '--no-deps', '--force-reinstall', ...wheels),
    );
    return project;
  }

  /**
   * Runs examples one after the other in one process. A whole program is run as it stands; a fragment stands in a
   * stack called `self`, after what its package's `fixture` (a file) declares.
   */
  public run(examples: readonly (Fence & { readonly fixture?: string })[], outdir: string): Outcome[] {
    const { stdout, stderr, status } = spawnSync(this.python, [RUNNER], {
      input: JSON.stringify(examples),
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK_OUTDIR: outdir,
        JSII_RUNTIME_PACKAGE_CACHE_ROOT: join(CACHE, 'jsii'),
        JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: 'true',
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
      },
    });
    if (status !== 0) {
      throw new Error(`Python ended with ${status}:\n${stderr}`);
    }
    return JSON.parse(stdout) as Outcome[];
  }

  private get python(): string {
    return join(CACHE, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  }

  private pip(...args: string[]): void {
    // what the machine's own configuration of pip adds besides the registry must not decide what is found
    const env = { ...process.env };
    delete env.PIP_FIND_LINKS;
    execFileSync(this.python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...args], {
      env,
      stdio: 'pipe',
    });
  }

  /** Does `work` unless it was done for the same `key` already; a work that fails is not remembered. */
  private once(name: string, key: string, work: () => void): void {
    const stamp = join(CACHE, `${name}.stamp`);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) {
      return;
    }
    work();
    writeFileSync(stamp, key);
  }
}

function wheelOf(name: string): string {
  const folder = join(ROOT, 'packages', name, 'dist', 'python');
  const [wheel] = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.whl')) : [];
  if (!wheel) {
    throw new Error(`${folder} holds no wheel: run 'npx nx run ${name}:package' first.`);
  }
  return join(folder, wheel);
}

function installedVersion(name: string): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
