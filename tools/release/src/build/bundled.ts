import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contents } from './artifacts';
import type { Bundled } from './sbom';

/** esbuild names the file before each piece of code that it took from one. */
const ORIGIN = /^\s*\/\/ (?:\.\.\/)*(?:.*\/)?node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\//gm;

/** The npm packages whose code was bundled into the package, by what the bundles themselves say. */
export async function bundledIn(contents: Contents, modules: readonly string[]): Promise<Bundled[]> {
  const names = new Set<string>();
  for (const file of contents.files.filter((one) => /^package\/assets\/.+\.js$/.test(one))) {
    for (const [, name = ''] of (await contents.read(file)).matchAll(ORIGIN)) {
      names.add(name);
    }
  }
  return Promise.all(
    [...names].sort().map(async (name) => {
      const manifest = modules.map((folder) => join(folder, name, 'package.json')).find((path) => existsSync(path));
      if (manifest === undefined) {
        throw new Error(`${name} is bundled and not installed`);
      }
      const { version, license } = JSON.parse(await readFile(manifest, 'utf8')) as Bundled;
      return { name, version, ...(license && { license }) };
    }),
  );
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** What the sources of bundles import of other people's, with what that needs. The Lambda runtime brings the SDK. */
export async function bundledNames(packageFolder: string, modules: string): Promise<string[]> {
  const manifest = async (folder: string) =>
    JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  const installable = Object.keys((await manifest(packageFolder)).devDependencies ?? {});
  const found = new Set<string>();
  const visit = async (name: string): Promise<void> => {
    if (!found.has(name) && existsSync(join(modules, name))) {
      found.add(name);
      await Promise.all(Object.keys((await manifest(join(modules, name))).dependencies ?? {}).map(visit));
    }
  };
  const source = join(packageFolder, 'src');
  const files = existsSync(source) ? await readdir(source, { recursive: true }) : [];
  for (const file of files.filter((one) => /\.(lambda|bundled)\.ts$/.test(one))) {
    const text = await readFile(join(source, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/\bfrom '((?:@[^/']+\/)?[^/'.][^/']*)[^']*'/g)) {
      if (installable.includes(name) && !name.startsWith('@aws-sdk/')) {
        await visit(name);
      }
    }
  }
  return [...found];
}
