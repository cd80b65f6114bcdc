import { IResolver, YamlFile } from 'projen';
import { Monorepo } from '../monorepo';
import { ACTIONS, Action } from './actions';

type Access = 'read' | 'write';

/** Nobody may write anything without one of these reasons. */
const WHY_WRITE = {
  contents: 'pushes a tag or a branch',
  'id-token': 'npm and PyPI know the job by it',
  'pull-requests': 'opens one',
} as const;

/** What a job may do; what is not named it may not. */
export type Permissions = Readonly<Partial<Record<'contents' | 'id-token' | 'pull-requests', Access>>>;

/** A step, in the words of GitHub. Values that somebody else wrote reach a script by `env` alone. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly name: string;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly permissions: Permissions;
  readonly environment?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes': number;
  readonly steps: readonly Step[];
}

export interface WorkflowOptions {
  readonly name: string;
  readonly on: object;
  readonly concurrency: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Not `latest`: what runs changes when we say so. */
const RUNNER = 'ubuntu-24.04';

/** `.github/workflows/<name>.yml`. Nothing is allowed that a job does not ask for. */
export class Workflow extends YamlFile {
  public constructor(root: Monorepo, { name, on, concurrency, jobs }: WorkflowOptions) {
    super(root, `.github/workflows/${name}.yml`, {
      // a release reads the file of its own commit
      committed: true,
      lineWidth: 0,
      obj: {
        name,
        on,
        permissions: {},
        concurrency,
        defaults: { run: { shell: 'bash' } },
        jobs: Object.fromEntries(
          Object.entries(jobs).map(([id, { name: title, ...job }]) => [id, { name: title, 'runs-on': RUNNER, ...job }]),
        ),
      },
    });
  }

  protected override synthesizeContent(resolver: IResolver): string | undefined {
    const remarks = [
      ...Object.values<Action>(ACTIONS).map(({ uses, version }) => [`uses: ${uses}`, version] as const),
      ...Object.entries(WHY_WRITE).map(([scope, why]) => [`${scope}: write`, why] as const),
    ];
    return remarks.reduce(
      (text, [line, remark]) => text?.replaceAll(`${line}\n`, `${line} # ${remark}\n`),
      super.synthesizeContent(resolver),
    );
  }
}

export const use = (action: Action, { name, ...more }: Omit<Step, 'uses' | 'run'> = {}): Step => ({
  ...(name !== undefined && { name }),
  uses: action.uses,
  ...more,
});

/** A checkout that leaves no token behind for the code that it brought. */
export const checkout = (depth: 1 | 'all' = 1): Step =>
  use(ACTIONS.checkout, { with: { 'persist-credentials': false, 'fetch-depth': depth === 'all' ? 0 : depth } });

/** What the commands of the repository ask for. Nothing is cached: a cache is written by whoever ran before. */
export const LANGUAGES: readonly Step[] = [
  use(ACTIONS.setupNode, { with: { 'node-version': '20', 'package-manager-cache': false } }),
  use(ACTIONS.setupPython, { with: { 'python-version': '3.12' } }),
];
