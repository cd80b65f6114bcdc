import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../src/repository';
import { actionlint, readWorkflows, scriptsOf, shellcheck, stepsOf, zizmor, type Workflow } from '../src/workflows';

const FOLDER = join(ROOT, '.github', 'workflows');
const WORKFLOWS = readWorkflows(FOLDER);
const PACKAGES = readdirSync(join(ROOT, 'packages'));

/** Each job that may write something, and what. */
const WRITERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'update-dependencies.yml propose': { contents: 'write', 'pull-requests': 'write' },
  ...Object.fromEntries(
    PACKAGES.flatMap((name) => [
      [`release-${name}.yml publish`, { 'id-token': 'write' }],
      [`release-${name}.yml tag`, { contents: 'write' }],
    ]),
  ),
};

const jobs = WORKFLOWS.flatMap(({ file, jobs: all }) =>
  Object.entries(all).map(([name, job]) => ({ where: `${file} ${name}`, job })),
);

describe('the workflows', () => {
  it('release each package, from a file of its own', () => {
    const names = WORKFLOWS.flatMap(({ file }) => /^release-(.+)\.yml$/.exec(file)?.[1] ?? []);
    expect(names).toEqual(PACKAGES.sort());
  });

  it('satisfy zizmor, in its strictest mood', () => {
    expect(zizmor(FOLDER)).toEqual([]);
  });

  it('satisfy actionlint', async () => {
    expect(await actionlint(WORKFLOWS)).toEqual([]);
  });

  it('have scripts that satisfy shellcheck', () => {
    expect(shellcheck(WORKFLOWS)).toEqual([]);
  });

  it('put no expression into a script: a value is data, in the environment', () => {
    expect(scriptsOf(WORKFLOWS).filter(({ run }) => run.includes('${{'))).toEqual([]);
  });

  it('name every action by the hash of a commit, and the version beside it', () => {
    const lines = WORKFLOWS.flatMap(({ text }) => text.split('\n')).filter((line) => /\buses:/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !/uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('may do nothing, but for what a job says', () => {
    expect(WORKFLOWS.filter(({ permissions }) => JSON.stringify(permissions) !== '{}')).toEqual([]);
  });

  it.each(jobs)('$where may no more than it needs', ({ where, job }) => {
    expect(job.permissions).toEqual(WRITERS[where] ?? { contents: 'read' });
  });

  it('leave no token behind in a checkout', () => {
    const checkouts = stepsOf(WORKFLOWS).filter(({ step }) => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    expect(checkouts.filter(({ step }) => !JSON.stringify(step).includes('"persist-credentials":false'))).toEqual([]);
  });
});

describe('a release', () => {
  const releases = WORKFLOWS.filter(({ file }) => file.startsWith('release-'));

  it('waits for any other one, and none is dropped', () => {
    expect(releases.map(({ concurrency }) => concurrency)).toEqual(
      PACKAGES.map(() => ({ group: 'release', queue: 'max', 'cancel-in-progress': false })),
    );
  });

  it.each(releases)(
    '$file publishes from a job that checks out nothing and installs nothing',
    ({ file, jobs: all }) => {
      const steps = all.publish?.steps ?? [];
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.flatMap(({ uses }) => uses?.split('@')[0] ?? [])).toEqual([
        'actions/download-artifact',
        'actions/setup-node',
        'pypa/gh-action-pypi-publish',
      ]);
      expect(
        scriptsOf([{ ...release(file), jobs: { publish: { steps } } }]).map(({ run }) => run.split(' ')[0]),
      ).toEqual(['sha256sum', 'node', 'node', 'node']);
    },
  );

  it('asks somebody before it publishes', () => {
    expect(releases.map(({ jobs: all }) => all.publish?.environment)).toEqual(PACKAGES.map(() => 'release'));
  });

  const release = (file: string) => releases.find((one) => one.file === file) as Workflow;
});

describe('the linters find', () => {
  const BAD = `name: bad
on: { issues: {} }
permissions: write-all
jobs:
  bad:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
        if: githb.sha == ''
      - run: |
          echo \${{ github.event.issue.title }}
          rm $UNQUOTED
`;
  let folder: string;
  let bad: Workflow[];
  beforeAll(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'workflows-test-')), '.github', 'workflows');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'bad.yml'), BAD);
    bad = readWorkflows(folder);
  });
  afterAll(() => rmSync(join(folder, '..', '..'), { recursive: true }));

  it('zizmor: a moving action, permissions for everything, a title in a script', () => {
    const found = new Set(zizmor(folder).map((text) => text.split(' ')[0]));
    expect([...found]).toEqual(
      expect.arrayContaining(['unpinned-uses', 'excessive-permissions', 'template-injection']),
    );
  });

  it('actionlint: a context that is not there', async () => {
    expect(await actionlint(bad)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^bad\.yml:\d+ undefined variable "githb"/)]),
    );
  });

  it('shellcheck: a value without quotes', () => {
    expect(shellcheck(bad)).toEqual(expect.arrayContaining([expect.stringContaining('[SC2086]')]));
  });
});
