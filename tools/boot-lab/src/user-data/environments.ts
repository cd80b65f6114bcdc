import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instancesOf, type InstanceStart } from './instances';
import type { Deployment, Template } from './template';
import { ROOT } from '../paths';
import { run } from '../support/run';

export const ENVIRONMENTS = ['acceptance', 'production'] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

const written = new Map<Environment, Promise<readonly Template[]>>();

/** The instances of the groups of an environment, from the templates that its app writes. */
export async function instancesOfEnvironment(name: Environment, deployment: Deployment): Promise<InstanceStart[]> {
  return (await templatesOf(name)).flatMap((template) => instancesOf(template, deployment));
}

/** The properties of all resources of a type in an environment. */
export async function propertiesOf<T>(name: Environment, type: string): Promise<T[]> {
  const resources = (await templatesOf(name)).flatMap((template) => Object.values(template.Resources));
  return resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties as T);
}

function templatesOf(name: Environment): Promise<readonly Template[]> {
  const templates = written.get(name) ?? synthesise(name);
  written.set(name, templates);
  return templates;
}

async function synthesise(name: Environment): Promise<readonly Template[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'boot-lab-synth-'));
  try {
    await run(process.execPath, [join('lib', 'main.js')], {
      cwd: join(ROOT, 'apps', name),
      env: { ...process.env, CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' },
    });
    return readdirSync(outdir)
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => JSON.parse(readFileSync(join(outdir, file), 'utf8')) as Template);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
