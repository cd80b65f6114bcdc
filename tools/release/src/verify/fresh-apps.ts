import { join } from 'node:path';
import { together } from '../together';
import type { AppSource } from './consumers/app-sources';
import { PythonConsumer } from './consumers/python-consumer';
import { checkSame, readTemplates } from './consumers/templates';
import { TypeScriptConsumer } from './consumers/typescript-consumer';
import type { Templates } from './upgrade/compare';
import type { Candidate } from './verify';

/** What was installed and synthesised outside the repository. */
export interface FreshApps {
  /** Versions that npm installed, by name. */
  readonly installed: Readonly<Record<string, string>>;
  /** The environments whose TypeScript app equals the repository's. */
  readonly typescript: readonly string[];
  /** What was imported in Python, each by itself: names on npm of what is released, and of what needs it. */
  readonly imported: readonly string[];
  /** The environments whose Python app equals the TypeScript one. */
  readonly python: readonly string[];
}

/**
 * Fresh projects with the newest aws-cdk-lib: the repository's apps as they stand, compiled against the types that the
 * packages bring. Both languages must describe the same, and the same as the repository.
 */
export async function freshApps(candidate: Candidate, apps: readonly AppSource[]): Promise<FreshApps> {
  const { after, progress } = candidate;
  const usable = apps.filter((app) => app.packages.every((name) => name in after));
  const typescript = usable.filter((app) => app.language === 'typescript');
  const python = usable.filter((app) => app.language === 'python');
  progress('Installing with npm and with pip, outside the repository');
  const [inTypeScript, inPython] = await together(
    candidate.signal,
    async (signal) => synthesiseTypeScript({ ...candidate, signal }, typescript),
    async (signal) => synthesisePython({ ...candidate, signal }, python),
  );
  for (const [environment, templates] of Object.entries(inPython.synthesised)) {
    checkSame(`the Python and the TypeScript app of ${environment}`, inTypeScript[environment] ?? {}, templates);
  }
  return {
    installed: after,
    typescript: Object.keys(inTypeScript),
    imported: inPython.imported,
    python: Object.keys(inPython.synthesised),
  };
}

/** Imports what is released, and what needs it: the rest is as it was when it was published. */
async function synthesisePython(
  candidate: Candidate,
  apps: readonly AppSource[],
): Promise<{ readonly imported: readonly string[]; readonly synthesised: Readonly<Record<string, Templates>> }> {
  const { registries, folder, root, after, released, signal, progress } = candidate;
  const options = { folder: join(folder, 'python'), root, packages: after, signal };
  const consumer = await PythonConsumer.install(registries.python, options);
  const imported = await consumer.withDependents(released.map(({ release }) => release.npmName));
  const synthesised: Record<string, Templates> = {};
  progress('Importing in Python');
  await together(
    signal,
    async () => consumer.importEach(imported),
    async (stopped) => {
      for (const app of apps) {
        stopped.throwIfAborted();
        progress(`Synthesising ${app.environment} from Python`);
        synthesised[app.environment] = await consumer.synthesise(app);
      }
    },
  );
  return { imported, synthesised };
}

async function synthesiseTypeScript(
  candidate: Candidate,
  apps: readonly AppSource[],
): Promise<Readonly<Record<string, Templates>>> {
  const { registries, folder, root, after, signal, synthesised } = candidate;
  const options = { folder: join(folder, 'typescript'), root, packages: after, signal };
  const consumer = await TypeScriptConsumer.install(registries.npm, 'newest', options);
  await consumer.compile(apps);
  const all: Record<string, Templates> = {};
  for (const { environment } of apps) {
    all[environment] = await consumer.synthesise(environment);
    if (synthesised !== undefined) {
      const own = await readTemplates(join(synthesised, environment, 'cdk.out'));
      checkSame(`the repository's app ${environment} and the same app from the packages`, own, all[environment]);
    }
  }
  return all;
}
