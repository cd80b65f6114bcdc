import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolders, ROOT } from '../src/repository';
import { copySources } from '../src/tree';

describe('generated files', () => {
  const copy = mkdtempSync(join(tmpdir(), 'ecs-groundwork-generated-'));
  const read = (root: string, file: string) => readFileSync(join(root, file), 'utf8');
  const tampered = 'nx.json';

  beforeAll(() => {
    copySources(ROOT, copy);
    // proof that what is compared below was written by projen just now
    chmodSync(join(copy, tampered), 0o644);
    writeFileSync(join(copy, tampered), '{}');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/projen/bin/projen'), 'default'],
      {
        cwd: copy,
        encoding: 'utf8',
        env: { ...process.env, PROJEN_DISABLE_POST: 'true', NODE_OPTIONS: '' },
      },
    );
    if (status !== 0) {
      throw new Error(`projen ended with ${status}:\n${stdout}${stderr}`);
    }
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('are put right by projen when somebody edited them', () => {
    expect(read(copy, tampered)).toBe(read(ROOT, tampered));
  });

  it.each(projectFolders())('of %s are what .projenrc.ts says: run npx projen, never edit them', (project) => {
    const { files } = JSON.parse(read(copy, join(project, '.projen/files.json'))) as { files: string[] };
    const edited = ['package.json', ...files]
      .map((file) => join(project, file))
      // projects in Python have none
      .filter((file) => existsSync(join(copy, file)))
      .filter((file) => !existsSync(join(ROOT, file)) || read(ROOT, file) !== read(copy, file));
    expect(files.length).toBeGreaterThan(0);
    expect(edited).toEqual([]);
  });
});
