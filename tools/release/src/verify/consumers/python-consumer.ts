import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../failure';
import { run } from '../../process';
import { normalName, pythonVersion } from '../../build/guard';
import type { PythonIndex } from '../../registries';
import type { Templates } from '../upgrade/compare';
import type { AppSource } from './app-sources';
import { readTemplates } from './templates';
import type { ConsumerOptions } from './typescript-consumer';

/** Unpacking aws-cdk-lib for the jsii runtime takes most of a minute: kept between runs, by content, and shared with the Python apps. */
const UNPACKED = join('node_modules', '.cache', 'ecs-groundwork', 'jsii');

const INFO = '.dist-info';

/** A wheel as it was installed. */
interface Distribution {
  readonly version: string;
  /** What pip notes of it. */
  readonly folder: string;
}

/**
 * A virtual environment outside the repository in which packages are installed from an index, as a stranger would.
 * aws-cdk-lib and the jsii runtime are the repository's, seen through a `.pth` file: pip checks our packages'
 * requirements against them, and does not have to install them once more.
 */
export class PythonConsumer {
  public static async install(index: PythonIndex, options: ConsumerOptions): Promise<PythonConsumer> {
    const { folder, root, packages, signal } = options;
    const base = join(root, '.venv', 'bin', 'python');
    const consumer = new PythonConsumer(options);
    await run(base, ['-m', 'venv', '--without-pip', folder], { cwd: root, signal });
    const paths = 'import sysconfig; print(sysconfig.get_path("purelib"))';
    const [own, shared] = await Promise.all(
      [consumer.python, base].map(async (python) => (await run(python, ['-c', paths], { cwd: root, signal })).trim()),
    );
    await writeFile(join(own, 'repository.pth'), `${shared}\n`);
    const wanted = Object.entries(packages).map(([name, version]) =>
      version ? `${pypiNameOf(name)}==${pythonVersion(version)}` : pypiNameOf(name),
    );
    const from = ['--index-url', index.simple, '--no-cache-dir', '--no-compile', '--disable-pip-version-check'];
    await run(base, ['-m', 'pip', '--python', consumer.python, 'install', ...from, ...wanted], {
      cwd: folder,
      env: withoutPipConfiguration(process.env),
      signal,
    });
    await consumer.checkInstalled();
    return consumer;
  }

  private constructor(private readonly options: ConsumerOptions) {}

  /** Of the packages, the given ones and those that require one of them. */
  public async withDependents(npmNames: readonly string[]): Promise<string[]> {
    const requirements = await this.requirements();
    const found = new Set(npmNames);
    for (let before = -1; before !== found.size;) {
      before = found.size;
      for (const [name, needed] of requirements) {
        if (needed.some((one) => found.has(one))) {
          found.add(name);
        }
      }
    }
    return [...requirements.keys()].filter((name) => found.has(name));
  }

  /** Imports packages, each in a process of its own: none may need another to be imported first. */
  public async importEach(npmNames: readonly string[]): Promise<void> {
    const { folder } = this.options;
    for (const name of npmNames) {
      const module = `ecs_groundwork.${name.split('/')[1]?.replaceAll('-', '_') ?? ''}`;
      await this.run(['-c', `import ${module}`], folder, {});
    }
  }

  /** What an app describes; it is started as its `cdk.json` says, with this environment's Python. */
  public async synthesise(app: AppSource): Promise<Templates> {
    const copy = join(this.options.folder, 'apps', app.environment);
    await cp(app.folder, copy, { recursive: true });
    const [program, ...args] = app.command.split(' ');
    if (!/^python3?$/.test(program ?? '')) {
      throw failure('AppUnknown', `apps/${app.environment}-python/cdk.json must start python, got '${app.command}'`);
    }
    const outdir = join(this.options.folder, 'out', app.environment);
    await this.run(args, copy, { CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' });
    return readTemplates(outdir);
  }

  private get python(): string {
    return join(this.options.folder, 'bin', 'python');
  }

  private async run(args: readonly string[], cwd: string, more: NodeJS.ProcessEnv): Promise<void> {
    const env = {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: '1',
      JSII_RUNTIME_PACKAGE_CACHE_ROOT: join(this.options.root, UNPACKED),
      JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: 'true',
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
      ...more,
    };
    await run(this.python, args, { cwd, env, signal: this.options.signal });
  }

  /** Versions by the packages' names on npm. */
  public async installed(): Promise<Record<string, string>> {
    const found = await this.distributions();
    return Object.fromEntries([...found].map(([name, { version }]) => [name, version]));
  }

  /** Which of our packages each of them requires, by their names on npm. */
  private async requirements(): Promise<Map<string, string[]>> {
    const names = Object.keys(this.options.packages);
    const read = async ([name, { folder }]: [string, Distribution]) => {
      const metadata = await readFile(join(folder, 'METADATA'), 'utf8');
      const required = [...metadata.matchAll(/^Requires-Dist: ([\w.-]+)/gm)].map(([, one = '']) => normalName(one));
      return [name, names.filter((other) => required.includes(pypiNameOf(other)))] as const;
    };
    return new Map(await Promise.all([...(await this.distributions())].map(read)));
  }

  private async distributions(): Promise<Map<string, Distribution>> {
    const { folder, packages } = this.options;
    const python = (await readdir(join(folder, 'lib'))).find((name) => name.startsWith('python')) ?? '';
    const site = join(folder, 'lib', python, 'site-packages');
    const found = await readdir(site);
    return new Map(
      Object.keys(packages).flatMap((name) => {
        const start = `${pypiNameOf(name).replaceAll('-', '_')}-`;
        const info = found.find((entry) => entry.startsWith(start) && entry.endsWith(INFO));
        return info === undefined
          ? []
          : [[name, { version: info.slice(start.length, -INFO.length), folder: join(site, info) }] as const];
      }),
    );
  }

  private async checkInstalled(): Promise<void> {
    const all = await this.installed();
    for (const [name, version] of Object.entries(this.options.packages)) {
      const installed = all[name];
      if (installed === undefined || installed !== (version ? pythonVersion(version) : installed)) {
        throw failure(
          'InstalledOther',
          `pip was to install ${name} ${version ?? ''}, and installed ${installed ?? 'nothing'}`,
        );
      }
    }
  }
}

/** The names differ in the scope alone. */
export const pypiNameOf = (npmName: string) => npmName.slice(1).replace('/', '-');

/** What this machine is configured to look at besides must not decide what is found. */
function withoutPipConfiguration(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => !name.startsWith('PIP_'));
  return { ...Object.fromEntries(kept), PIP_CONFIG_FILE: process.platform === 'win32' ? 'nul' : '/dev/null' };
}
