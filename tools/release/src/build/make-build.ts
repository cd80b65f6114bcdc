import { join, resolve } from 'node:path';
import { failure } from '../failure';
import { gitIn } from '../git';
import type { BuiltRelease, Plan } from '../model';
import { readHistory } from '../plan/history';
import { tasksIn } from './compile';
import { finish } from './finish';
import { sourcesOf, type Source } from './sources';
import { inWorktree } from './worktree';

export interface MakeBuildRequest {
  /** The repository; its tools are installed. */
  readonly root: string;
  readonly plan: Plan;
  /** A folder in it for each release. */
  readonly out: string;
  /** Of this run; the worktree is in it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}

/** Builds what is planned. One package is compiled while the one before is packed. */
export async function makeBuild(request: MakeBuildRequest): Promise<BuiltRelease[]> {
  const { root, plan, folder, signal, progress } = request;
  if (plan.releases.length === 0) {
    return [];
  }
  const git = gitIn(root, signal);
  const facts = await readHistory(git, plan.base);
  const sources = sourcesOf(plan, facts);
  const epoch = (await git('show', '--no-patch', '--format=%ct', plan.base)).trim();
  progress('Making a worktree with the real versions');
  return inWorktree(git, plan.base, sources, join(folder, 'worktree'), async (worktree) => {
    const tasks = tasksIn({ worktree, root, epoch, signal });
    const built: BuiltRelease[] = [];
    let packing: Promise<void> = Promise.resolve();
    const pack = async (source: Source) => {
      const release = plan.releases.find((one) => one.package === source.package);
      if (release) {
        progress(`Packing ${release.tag}`);
        await tasks.pack(source);
        built.push(
          await finish({
            release,
            commit: plan.base,
            timestamp: new Date(Number(epoch) * 1000),
            packageFolder: join(worktree, 'packages', source.package),
            modules: [join(root, 'packages', source.package, 'node_modules'), join(root, 'node_modules')],
            python: join(root, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python'),
            out: join(resolve(root, request.out), release.package),
            scratch: folder,
            signal,
          }),
        );
      }
    };
    try {
      for (const source of sources) {
        progress(`Compiling ${source.package} ${source.version}${source.tag ? ', as it was released' : ''}`);
        await tasks.compile(source).catch((error: Error) => {
          signal.throwIfAborted();
          throw withHint(error, source, sources);
        });
        const before = packing;
        packing = before.then(() => pack(source));
        // its failure is told where it is waited for
        packing.catch(() => undefined);
      }
    } finally {
      // nothing of the worktree is in use when it is taken away
      await packing.catch(() => undefined);
    }
    await packing;
    return built;
  });
}

/** A package that needs what a sibling has not released does not compile. */
function withHint(error: Error, source: Source, sources: readonly Source[]): Error {
  const released = sources.filter(({ tag, npmName }) => tag !== undefined && npmName in source.siblings);
  return released.length === 0
    ? error
    : failure(
        'BuildFailed',
        `${error.message.replace(/^BuildFailed: /, '')}\n\nIt was compiled against ${released.map(({ tag }) => tag).join(', ')}, ` +
          'as released. If it needs what was merged there since, release that first, or together.',
      );
}
