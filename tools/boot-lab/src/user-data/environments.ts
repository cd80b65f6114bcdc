import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instancesOf, type InstanceStart } from './instances';
import type { Deployment, Template } from './template';
import { ROOT } from '../paths';
import { run } from '../support/run';

export const ENVIRONMENTS = ['acceptance', 'production'] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

const templates = new Map<Environment, Promise<readonly Template[]>>();

/** The instances of the groups of an environment, from the templates that its app writes. */
export async function instancesOfEnvironment(name: Environment, deployment: Deployment): Promise<InstanceStart[]> {
  const written = templates.get(name) ?? templatesOf(name);
  templates.set(name, written);
  return (await written).flatMap((template) => instancesOf(template, deployment));
}

async function templatesOf(name: Environment): Promise<readonly Template[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'boot-lab-synth-'));
  try {
    await run(process.execPath, [join('lib', 'main.js')], {
      cwd: join(ROOT, 'apps', name),
      env: { ...process.env, CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' },
    });
    return readdirSync(outdir)
      .filter((file) => file.endsWith('-cluster.template.json'))
      .map((file) => JSON.parse(readFileSync(join(outdir, file), 'utf8')) as Template);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
