import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../failure';
import { run } from '../process';
import type { Source } from './sources';

/** Runs tasks of packages in a worktree, as the commit itself describes them. */
export interface Tasks {
  compile(source: Source): Promise<void>;
  /** Compiles the examples, which the wheel shows in Python, and packs for npm and PyPI into `dist`. */
  pack(source: Source): Promise<void>;
}

export interface TasksOptions {
  readonly worktree: string;
  /** The repository, whose translated examples are taken where nothing about them changed. */
  readonly root: string;
  /** Seconds since 1970 that the archives carry: the same commit gives the same bytes. */
  readonly epoch: string;
  readonly signal: AbortSignal;
}

const TRANSLATIONS = '.jsii.tabl.json';

export function tasksIn({ worktree, root, epoch, signal }: TasksOptions): Tasks {
  const bin = join(worktree, 'node_modules', '.bin');
  const env = { ...process.env, NODE_OPTIONS: '', SOURCE_DATE_EPOCH: epoch, PATH: `${bin}:${process.env.PATH}` };
  const folder = (source: Source) => join(worktree, 'packages', source.package);
  const task = async (source: Source, name: string, ...args: string[]) => {
    const projen = join(worktree, 'node_modules', 'projen', 'bin', 'projen');
    try {
      await run(process.execPath, [projen, name, ...args], { cwd: folder(source), env, signal });
    } catch (error) {
      signal.throwIfAborted();
      throw failure('BuildFailed', `${source.package} ${source.version}, '${name}': ${(error as Error).message}`);
    }
  };
  return {
    compile: (source) => task(source, 'build'),

    async pack(source) {
      // rosetta keeps by each translation what it depends on, and translates again what is not like that
      const known = join(root, 'packages', source.package, TRANSLATIONS);
      await task(source, 'examples', ...(existsSync(known) ? ['--cache-from', known] : []));
      await task(source, 'package');
    },
  };
}
