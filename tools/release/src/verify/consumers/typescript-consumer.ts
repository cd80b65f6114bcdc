import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { failure } from '../../failure';
import { run } from '../../process';
import type { NpmRegistry } from '../../registries';
import type { Templates } from '../upgrade/compare';
import type { AppSource } from './app-sources';
import { linkFolder } from './hard-links';
import { readTemplates } from './templates';

/** Which aws-cdk-lib a consumer has: the oldest that is supported, or the newest that is tested. */
export type Cdk = 'floor' | 'newest';

export interface ConsumerOptions {
  /** Its own, outside the repository. */
  readonly folder: string;
  readonly root: string;
  /** Versions by the packages' names on npm; undefined for whatever is the newest. */
  readonly packages: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

const COMPILER_OPTIONS = {
  target: 'es2022',
  module: 'node16',
  strict: true,
  skipLibCheck: true,
  types: [],
  rootDir: 'apps',
  outDir: 'lib',
};

/**
 * A project outside the repository in which packages are installed from a registry, as a stranger would. aws-cdk-lib
 * and constructs are there already, as hard links to what the repository has installed: npm checks our packages'
 * peers against them, and does not have to unpack 7,000 files once more.
 */
export class TypeScriptConsumer {
  public static async install(registry: NpmRegistry, cdk: Cdk, options: ConsumerOptions): Promise<TypeScriptConsumer> {
    const { folder, root, packages, signal } = options;
    const modules = join(folder, 'node_modules');
    const suffix = cdk === 'newest' ? '-newest' : '';
    const dependencies: Record<string, string> = {};
    for (const name of ['aws-cdk-lib', 'constructs']) {
      dependencies[name] = await linkPackage(join(root, 'node_modules'), `${name}${suffix}`, modules, name);
    }
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
    await registry.writeUserConfiguration(join(folder, '.npmrc'));
    const wanted = Object.entries(packages).map(([name, version]) => (version ? `${name}@${version}` : name));
    // a cache of its own: what it gets comes from the registry and from nowhere else
    const settings = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock', `--cache=${folder}/cache`];
    await run('npm', ['install', '--save-exact', ...settings, ...wanted], { cwd: folder, signal });
    const consumer = new TypeScriptConsumer(options, modules);
    await consumer.checkInstalled();
    return consumer;
  }

  private constructor(
    private readonly options: ConsumerOptions,
    private readonly modules: string,
  ) {}

  /** Where a package is installed. */
  public folderOf(npmName: string): string {
    return join(this.modules, npmName);
  }

  /** Compiles apps, and what imports every package, against the types that the packages bring. */
  public async compile(apps: readonly AppSource[]): Promise<void> {
    const { folder, root, packages, signal } = this.options;
    for (const app of apps) {
      await cp(join(app.folder, 'src'), join(folder, 'apps', app.environment), { recursive: true });
    }
    const imports = Object.keys(packages).map((name, index) => `export * as package${index} from '${name}';\n`);
    await mkdir(join(folder, 'apps'), { recursive: true });
    await writeFile(join(folder, 'apps', 'imports.ts'), imports.join(''));
    const configuration = { compilerOptions: COMPILER_OPTIONS, include: ['apps'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(configuration));
    await run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc')], { cwd: folder, signal });
    await run(process.execPath, [join(folder, 'lib', 'imports.js')], { cwd: folder, signal });
  }

  /** Translates apps without looking at types. */
  public async translate(apps: readonly AppSource[]): Promise<void> {
    for (const app of apps) {
      const target = join(this.options.folder, 'lib', app.environment);
      await mkdir(target, { recursive: true });
      const source = join(app.folder, 'src');
      for (const file of (await readdir(source)).filter((name) => name.endsWith('.ts'))) {
        const text = await readFile(join(source, file), 'utf8');
        const { code } = await transform(text, { loader: 'ts', format: 'cjs', target: 'es2022' });
        await writeFile(join(target, file.replace(/\.ts$/, '.js')), code);
      }
    }
  }

  /** What an app describes, after `compile` or `translate`. */
  public async synthesise(environment: string): Promise<Templates> {
    const { folder, signal } = this.options;
    const outdir = join(folder, 'out', environment);
    const env = { ...process.env, CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' };
    await run(process.execPath, [join(folder, 'lib', environment, 'main.js')], { cwd: folder, env, signal });
    return readTemplates(outdir);
  }

  /** Versions by the packages' names on npm. */
  public async installed(): Promise<Record<string, string>> {
    const names = Object.keys(this.options.packages);
    const versions = await Promise.all(
      names.map(async (name) => [name, await versionIn(this.folderOf(name))] as const),
    );
    return Object.fromEntries(versions.flatMap(([name, version]) => (version ? [[name, version]] : [])));
  }

  /** npm would also be content with another version that fits. */
  private async checkInstalled(): Promise<void> {
    const all = await this.installed();
    for (const [name, version] of Object.entries(this.options.packages)) {
      const installed = all[name];
      if (installed === undefined || installed !== (version ?? installed)) {
        throw failure(
          'InstalledOther',
          `npm was to install ${name} ${version ?? ''}, and installed ${installed ?? 'nothing'}`,
        );
      }
    }
  }
}

/** The version that is installed in a folder. */
async function versionIn(folder: string): Promise<string | undefined> {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest)
    ? (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version
    : undefined;
}

/** A package of the repository, and those that it needs and does not bundle, in another `node_modules`. */
async function linkPackage(from: string, source: string, to: string, name: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(from, source, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  if (!existsSync(join(to, name))) {
    await linkFolder(join(from, source), join(to, name));
    for (const needed of Object.keys(manifest.dependencies ?? {})) {
      if (!existsSync(join(from, source, 'node_modules', needed))) {
        await linkPackage(from, needed, to, needed);
      }
    }
  }
  return manifest.version;
}
