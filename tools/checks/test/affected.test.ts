import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { taskInputs, type TaskInputs } from '../src/nx';
import { ROOT } from '../src/repository';

/** A file somebody touched, and the tasks that run again because of it; all others come from nx's cache. */
const TABLE: readonly (readonly [file: string, again: string])[] = [
  [
    'packages/network/src/network.ts',
    'network:* acceptance:* production:* python:build *-python:* bench:* boot-lab:* release:rehearse checks:*',
  ],
  ['packages/network/test/network.test.ts', 'network:lint network:test'],
  [
    'packages/network/README.md',
    'network:lint network:test network:examples network:package python:build release:rehearse checks:test',
  ],
  [
    'packages/instances/src/index.ts',
    'instances:* loadbalancer:* system-containers:* logging:* acceptance:* production:* python:build *-python:* bench:* boot-lab:* release:rehearse checks:*',
  ],
  [
    'packages/loadbalancer/src/index.ts',
    'loadbalancer:* acceptance:* production:* python:build *-python:* bench:* boot-lab:* release:rehearse checks:*',
  ],
  [
    'packages/system-containers/src/index.ts',
    'system-containers:* logging:* acceptance:* production:* python:build *-python:* bench:* boot-lab:* release:rehearse checks:*',
  ],
  [
    'packages/system-containers/host/system-container.py',
    'system-containers:* logging:* acceptance:* production:* python:build *-python:* bench:* boot-lab:* release:rehearse checks:*',
  ],
  [
    'packages/logging/src/index.ts',
    'logging:* acceptance:* production:* python:build *-python:* bench:* boot-lab:* release:rehearse checks:*',
  ],
  ['apps/acceptance/src/settings.ts', 'acceptance:* bench:* boot-lab:* release:rehearse checks:*'],
  ['apps/production/src/environment.ts', 'production:* bench:* boot-lab:* release:rehearse checks:*'],
  ['apps/acceptance/README.md', 'acceptance:lint checks:test'],
  ['apps/acceptance-python/settings.py', 'acceptance-python:* bench:* release:rehearse checks:*'],
  ['apps/production-python/environment.py', 'production-python:* bench:* release:rehearse checks:*'],
  ['apps/production-python/README.md', 'production-python:lint checks:test'],
  ['tools/python/environment.py', 'python:* *-python:* bench:* checks:*'],
  ['tools/command-line/src/arguments.ts', 'command-line:* bench:* release:*'],
  ['tools/command-line/test/run-program.test.ts', 'command-line:lint command-line:test'],
  ['tools/bench/src/main.ts', 'bench:*'],
  ['tools/bench/python/run.py', 'bench:*'],
  ['tools/bench/test/python.test.ts', 'bench:lint bench:test'],
  ['tools/boot-lab/guest/etc/hosts', 'boot-lab:* bench:*'],
  ['tools/local-aws/src/local-aws.ts', 'local-aws:* checks:*'],
  ['tools/local-aws/python/launch_moto.py', 'local-aws:* checks:*'],
  ['tools/checks/src/nx.ts', 'checks:*'],
  ['tools/checks/test/affected.test.ts', 'checks:lint checks:test'],
  ['tools/commands/test.mjs', 'repository:lint checks:test'],
  [
    'tools/commands/package.mjs',
    'repository:lint checks:test *:package python:build release:rehearse *-python:* bench:test',
  ],
  ['tools/projen/nx.ts', 'repository:lint checks:test'],
  [
    'tools/eslint/configuration.mjs',
    'repository:lint network:lint instances:lint loadbalancer:lint system-containers:lint logging:lint acceptance:lint production:lint local-aws:lint checks:lint bench:lint boot-lab:lint command-line:lint release:lint checks:test',
  ],
  [
    'tools/python/requirements.txt',
    'local-aws:test release:test release:rehearse checks:* *:package *:lint python:* *-python:* bench:*',
  ],
  ['tools/commands/remember-assemblies.cjs', 'repository:lint *:examples release:rehearse checks:test'],
  ['tools/release/src/main.ts', 'release:*'],
  ['tools/release/test/main.test.ts', 'release:lint release:test'],
  ['tools/release/python/serve_index.py', 'release:*'],
  ['.github/workflows/ci.yml', 'checks:test'],
  ['README.md', 'checks:test'],
  ['docs/assumptions.md', 'checks:test'],
  ['LICENSE', 'checks:test'],
  ['package-lock.json', '*:*'],
  ['nx.json', '*:*'],
];

describe('what runs again when a file is touched', () => {
  let inputs: ReadonlyMap<string, TaskInputs>;

  beforeAll(async () => {
    inputs = await taskInputs();
  });

  it.each(TABLE)('%s: %s', (file, again) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    const wanted = again.split(' ').map((pattern) => new RegExp(`^${pattern.replaceAll('*', '[^:]+')}$`));
    const tasks = [...inputs.keys()];
    expect(tasks.filter((task) => inputs.get(task)?.files.has(file)).sort()).toEqual(
      tasks.filter((task) => wanted.some((pattern) => pattern.test(task))).sort(),
    );
  });

  it('is, of the boot lab, also what this computer can do', () => {
    expect(inputs.get('boot-lab:test')).toMatchObject({
      commands: ['node tools/boot-lab/src/preparation/find-obstacle.mjs'],
      variables: expect.arrayContaining(['BOOT_LAB']),
    });
  });

  it('depends on nothing that a task itself writes', () => {
    const written =
      /(^|\/)((lib|assets|dist|cdk\.out|test-reports|node_modules)\/|\.jsii|.*\.(tsbuildinfo|tabl\.json)$)/;
    const files = new Set([...inputs.values()].flatMap(({ files: own }) => [...own]));
    expect([...files].filter((file) => written.test(file))).toEqual([]);
  });
});
