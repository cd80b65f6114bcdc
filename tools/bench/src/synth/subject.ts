import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Surroundings } from 'command-line/lib/command';
import { costOf, type Cost, outcomeOf, type Program } from '../measure/process';
import type { Usage } from '../measure/usage';
import { resourceCounts, resourceTotal } from './assembly';
import type { Validation } from './options';

/** A CDK app that is measured, as it is started. */
export interface Subject extends Omit<Program, 'env'> {
  /** Of its environment, beside what is this process's own. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** The path of an app of this tool. */
export function programPath(name: string): string {
  return join(__dirname, '..', 'programs', `${name}.js`);
}

/** How many resources a subject's stacks have together. Its first, unmeasured run warms up the machine's caches. */
export async function resourcesOf(subject: Subject, { signal, folder }: Surroundings): Promise<number> {
  const assembly = await synthesised(subject, join(folder, 'warm-up'), signal);
  const total = resourceTotal(resourceCounts(assembly));
  await rm(assembly, { recursive: true });
  return total;
}

/** Synthesises once, without validation, and leaves the assembly where it is. */
export async function synthesised(subject: Subject, outdir: string, signal: AbortSignal): Promise<string> {
  await reportOf(subject, outdir, signal);
  return outdir;
}

/** The same; answers what the program reported. */
export async function reportOf(subject: Subject, outdir: string, signal: AbortSignal): Promise<string> {
  const { report } = await outcomeOf({ ...subject, env: environmentFor(subject, outdir, 'off') }, signal);
  return report;
}

/** One measured synthesis into a folder that is not there yet. */
export async function synthCost<Reported extends Usage>(
  subject: Subject,
  validation: Validation,
  { signal, folder }: Surroundings,
): Promise<Cost & Reported> {
  const outdir = join(folder, 'out');
  const cost = await costOf<Reported>({ ...subject, env: environmentFor(subject, outdir, validation) }, signal);
  await rm(outdir, { recursive: true });
  return cost;
}

/** What CDK is told by a CLI that happens to run around this is not part of the measurement. */
function environmentFor({ variables }: Subject, outdir: string, validation: Validation): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('CDK_'));
  return {
    ...Object.fromEntries(own),
    ...variables,
    CDK_OUTDIR: outdir,
    CDK_VALIDATION: validation === 'on' ? 'true' : 'false',
  };
}
