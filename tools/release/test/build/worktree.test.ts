import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bundledNames } from '../../src/build/bundled';
import { makeBuild } from '../../src/build';
import type { Source } from '../../src/build/sources';
import { inWorktree } from '../../src/build/worktree';
import { gitIn } from '../../src/git';
import { makePlan } from '../../src/plan';
import { ROOT } from '../../src/repository';
import { MadeUpRepository } from '../support/made-up';

const INSTANCES: Source = {
  package: 'instances',
  npmName: '@ecs-groundwork/instances',
  version: '0.1.0',
  siblings: {},
  tag: 'instances@0.1.0',
};
const LOGGING: Source = {
  package: 'logging',
  npmName: '@ecs-groundwork/logging',
  version: '0.2.0',
  siblings: { '@ecs-groundwork/instances': '^0.1.0' },
};

describe('the worktree of a build', () => {
  let repository: MadeUpRepository;
  let folder: string;
  let base: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'release-test-')), 'worktree');
    repository = new MadeUpRepository();
    repository.write('.gitignore', 'node_modules\n').package('instances').package('logging', ['instances']);
    repository.write('packages/instances/src/index.ts', 'as released').write('packages/instances/src/old.ts', 'old');
    repository.commit('feat: everything');
    repository.git('tag', 'instances@0.1.0');
    rmSync(join(repository.root, 'packages/instances/src/old.ts'));
    repository.write('packages/instances/src/new.ts', 'new');
    base = repository.change('instances', 'feat: more');
    for (const name of ['tool', '@scope/tool', '@ecs-groundwork/instances']) {
      repository.write(`node_modules/${name}/package.json`, '{}');
    }
  });
  afterEach(() => {
    repository.remove();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  const inside = <Result>(look: (root: string) => Result) =>
    inWorktree(gitIn(repository.root), base, [INSTANCES, LOGGING], folder, (root) => Promise.resolve(look(root)));
  const read = (root: string, file: string) => readFileSync(join(root, file), 'utf8');

  it('has the real versions in place', async () => {
    const manifest = await inside((root) => JSON.parse(read(root, 'packages/logging/package.json')) as object);
    expect(manifest).toMatchObject({
      version: '0.2.0',
      peerDependencies: { '@ecs-groundwork/instances': '^0.1.0', 'aws-cdk-lib': '^2.263.0' },
    });
  });

  it('has a sibling as it was released, without what came or went since', async () => {
    const found = await inside((root) => [
      read(root, 'packages/instances/src/index.ts'),
      existsSync(join(root, 'packages/instances/src/old.ts')),
      existsSync(join(root, 'packages/instances/src/new.ts')),
    ]);
    expect(found).toEqual(['as released', true, false]);
  });

  it("takes tools from the repository, and the repository's packages from itself", async () => {
    const found = await inside((root) =>
      ['tool', '@scope/tool', '@ecs-groundwork/instances'].map((name) =>
        realpathSync(join(root, 'node_modules', name)),
      ),
    );
    expect(found).toEqual([
      realpathSync(join(repository.root, 'node_modules/tool')),
      realpathSync(join(repository.root, 'node_modules/@scope/tool')),
      join(realpathSync(join(folder, '..')), 'worktree/packages/instances'),
    ]);
  });

  it.each(['well', 'badly'])('is gone when the build ended %s, and the repository is as it was', async (end) => {
    repository.write('packages/logging/uncommitted.txt', 'mine');
    const before = repository.git('status', '--porcelain');
    const built = inside(() => {
      if (end === 'badly') {
        throw new Error('badly');
      }
    });
    await built.catch(() => undefined);
    expect(existsSync(folder)).toBe(false);
    expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(repository.git('status', '--porcelain')).toBe(before);
  });

  it('goes on where an earlier one was left behind', async () => {
    repository.git('worktree', 'add', '--quiet', '--detach', folder, base);
    rmSync(folder, { recursive: true });
    expect(await inside((root) => existsSync(join(root, 'packages/logging')))).toBe(true);
  });
});

describe('what is bundled', () => {
  it('is what the sources of bundles import, and what that needs', async () => {
    const root = mkdtempSync(join(tmpdir(), 'release-test-'));
    const write = (file: string, text: string) => {
      mkdirSync(join(root, file, '..'), { recursive: true });
      writeFileSync(join(root, file), text);
    };
    write('package.json', JSON.stringify({ devDependencies: { zip: '1', '@aws-sdk/client-ecs': '3', jest: '30' } }));
    write(
      'src/a.bundled.ts',
      "import { zip } from 'zip/fast';\nimport { join } from 'node:path';\nimport { b } from './b';",
    );
    write('src/a.lambda.ts', "import { ECS } from '@aws-sdk/client-ecs';");
    write('src/index.ts', "import { it } from 'jest';");
    write('node_modules/zip/package.json', JSON.stringify({ dependencies: { table: '1' } }));
    write('node_modules/table/package.json', '{}');
    try {
      expect(await bundledNames(root, join(root, 'node_modules'))).toEqual(['zip', 'table']);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

describe('a build that ends early', () => {
  let repository: MadeUpRepository;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-test-'));
    repository = new MadeUpRepository();
    repository.write('.gitignore', 'node_modules\n').package('instances').package('logging', ['instances']);
    repository.write('packages/instances/.projen/tasks.json', tasks('true'));
    repository.commit('feat: everything');
    repository.git('tag', 'instances@0.1.0');
    repository.git('tag', 'logging@0.1.0');
    repository.change('instances', 'feat: newFeature');
    mkdirSync(join(repository.root, 'node_modules'));
    symlinkSync(join(ROOT, 'node_modules', 'projen'), join(repository.root, 'node_modules', 'projen'));
  });
  afterEach(() => {
    repository.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const tasks = (command: string) =>
    JSON.stringify({ tasks: { build: { name: 'build', steps: [{ exec: command }] } } });

  async function build(command: string, signal: AbortSignal) {
    repository.write('packages/logging/.projen/tasks.json', tasks(command)).change('logging', 'feat: uses newFeature');
    const { root } = repository;
    const plan = await makePlan({ root, at: 'HEAD', packages: ['logging'] });
    return makeBuild({ root, plan, out: join(folder, 'out'), folder, signal, progress: () => undefined });
  }

  const nothingIsLeft = () => {
    expect(readdirSync(folder)).toEqual([]);
    expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
  };

  it('fails with what it was compiled against, and leaves nothing behind', async () => {
    const failed = build('echo "no such member: newFeature" && false', new AbortController().signal);
    await expect(failed).rejects.toThrow(/^BuildFailed: logging 0\.1\.1, 'build': [\s\S]*no such member: newFeature/);
    await expect(failed).rejects.toThrow(
      /\n\nIt was compiled against instances@0\.1\.0, as released\. If it needs what was merged there since, release that first, or together\.$/,
    );
    nothingIsLeft();
  });

  it('ends at once when it is interrupted, with what it runs, and leaves nothing behind', async () => {
    const pid = join(repository.root, 'node_modules', 'pid');
    const interruption = new AbortController();
    const program = join(repository.root, 'node_modules', 'waits.cjs');
    writeFileSync(
      program,
      `require('fs').writeFileSync('${pid}', String(process.pid)); setTimeout(() => {}, 600_000);`,
    );
    const interrupted = build(`node ${program}`, interruption.signal);
    const started = async () => {
      while (!existsSync(pid) || readFileSync(pid, 'utf8') === '') {
        await pause(50);
      }
    };
    await Promise.race([started(), interrupted]);
    interruption.abort();
    await expect(interrupted).rejects.toThrow('aborted');
    // gone, or dead and not yet fetched by whoever adopted it
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', readFileSync(pid, 'utf8')], { encoding: 'utf8' });
    expect(stdout.trim()).toMatch(/^(Z.*)?$/);
    nothingIsLeft();
  });
});
