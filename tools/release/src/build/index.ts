import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { UsageError, type Command, type Surroundings } from 'command-line/lib/command';
import type { BuiltRelease, Plan } from '../model';
import { configuredRegistries, makePlan } from '../plan';
import { table } from '../report/table';
import { ROOT } from '../repository';
import { makeBuild } from './make-build';
import { buildOptions, USAGE, type BuildOptions } from './options';

export { makeBuild, type MakeBuildRequest } from './make-build';

export const build: Command = {
  summary: 'builds what is planned, once, in a throwaway worktree with the real versions',
  usage: USAGE,

  async run(args, surroundings) {
    const options = buildOptions(args);
    const plan = await planFor(options, surroundings);
    // relative to where the person stands; npm starts scripts at the root and says where that was
    const out = resolve(process.env.INIT_CWD ?? '.', options.out);
    const built = await makeBuild({ ...surroundings, root: ROOT, plan, out });
    surroundings.print(built.length ? renderBuilt(built, out) : 'There is nothing to release.');
  },
};

async function planFor({ plan }: BuildOptions, { signal, progress }: Surroundings): Promise<Plan> {
  if (typeof plan !== 'string') {
    const registries = plan.offline ? undefined : configuredRegistries(ROOT, signal);
    return makePlan({ ...plan, root: ROOT, registries, signal, progress });
  }
  const path = resolve(process.env.INIT_CWD ?? '.', plan);
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Plan;
  } catch (error) {
    throw new UsageError(`--plan must name a file that 'plan --json' wrote: ${(error as Error).message}.`);
  }
}

const CHECKSUM = 16;

function renderBuilt(built: readonly BuiltRelease[], out: string): string {
  const rows = built.flatMap(({ tag, artifacts }) =>
    artifacts.map(({ kind, file, sha256 }, index) => [index ? '' : tag, kind, sha256.slice(0, CHECKSUM), file]),
  );
  const where = relative(process.env.INIT_CWD ?? '.', out) || '.';
  return `${table(['release', 'kind', 'sha256', 'file'], rows)}\n\nIn ${where.startsWith('..') ? out : where}`;
}
