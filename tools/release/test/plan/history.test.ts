import { gitIn } from '../../src/git';
import { makePlan } from '../../src/plan';
import { readHistory } from '../../src/plan/history';
import { tagMessage } from '../../src/plan/tags';
import { MadeUpRepository } from '../support/made-up';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('the history', () => {
  let repository: MadeUpRepository;
  beforeEach(() => {
    repository = new MadeUpRepository();
    repository
      .package('network')
      .package('instances')
      .package('logging', ['instances'])
      .package('tools', [], { private: true });
    repository.commit('feat: everything');
  });
  afterEach(() => repository.remove());

  const read = (at = 'HEAD') => readHistory(gitIn(repository.root), at);
  const factsOf = async (name: string) => (await read()).packages.find((one) => one.package === name);
  const tag = (name: string, version: string, siblings: Record<string, string> = {}) =>
    repository.git(
      'tag',
      '--annotate',
      `${name}@${version}`,
      '--message',
      tagMessage({ package: name, version, siblings }),
    );

  it('knows the packages that are published, with what they need', async () => {
    expect(
      (await read()).packages.map(({ package: name, npmName, pypiName, siblings, peers }) => [
        name,
        npmName,
        pypiName,
        siblings,
        peers,
      ]),
    ).toEqual([
      ['instances', '@ecs-groundwork/instances', 'ecs-groundwork-instances', [], { 'aws-cdk-lib': '^2.263.0' }],
      ['logging', '@ecs-groundwork/logging', 'ecs-groundwork-logging', ['instances'], { 'aws-cdk-lib': '^2.263.0' }],
      ['network', '@ecs-groundwork/network', 'ecs-groundwork-network', [], { 'aws-cdk-lib': '^2.263.0' }],
    ]);
  });

  it('counts for a package the commits in its folder since its last release', async () => {
    tag('network', '0.1.0');
    repository.change('network', 'fix: one');
    repository.change('instances', 'feat: another');
    repository.change('network', 'test: bounds', 'test/index.test.ts');
    expect((await factsOf('network'))?.commits.map(({ message, touch }) => [message, touch])).toEqual([
      ['test: bounds', 'nothing'],
      ['fix: one', 'published'],
    ]);
  });

  it('keeps a message as it was written', async () => {
    const message = 'fix: "é" and <b>, $(date)\n\nA body;\n\nBREAKING CHANGE: all of it';
    repository.change('network', message);
    expect((await factsOf('network'))?.commits[0]?.message).toBe(message);
  });

  it('tells in package.json what users get from what the build needs', async () => {
    repository.package('network', [], { devDependencies: { jest: '^30.0.0' } }).commit('build: tests');
    repository.package('network', [], { peerDependencies: { 'aws-cdk-lib': '^2.270.0' } }).commit('fix: newer CDK');
    expect((await factsOf('network'))?.commits.map(({ touch }) => touch)).toEqual([
      'published',
      'development',
      'published',
    ]);
  });

  it('reads from the tag what a release asked its siblings in', async () => {
    tag('instances', '0.1.0');
    tag('logging', '0.1.0', { '@ecs-groundwork/instances': '^0.1.0' });
    tag('instances', '0.2.0');
    expect((await factsOf('logging'))?.releases).toEqual([
      { version: '0.1.0', siblings: { '@ecs-groundwork/instances': '^0.1.0' } },
    ]);
  });

  it('takes for a tag that was made by hand what was newest at its commit', async () => {
    repository.git('tag', 'instances@0.1.0');
    repository.change('instances', 'fix: a');
    repository.git('tag', 'instances@0.1.1');
    repository.change('logging', 'fix: b');
    repository.git('tag', 'logging@0.1.0');
    repository.change('instances', 'fix: c');
    repository.git('tag', 'instances@0.1.2');
    expect((await factsOf('logging'))?.releases).toEqual([
      { version: '0.1.0', siblings: { '@ecs-groundwork/instances': '^0.1.1' } },
    ]);
  });

  it('tells apart what a pre-release has already', async () => {
    tag('network', '0.1.0');
    repository.change('network', 'fix: one');
    tag('network', '0.1.1-rc.1');
    repository.change('network', 'fix: two');
    expect((await factsOf('network'))?.commits.map(({ message, preReleased }) => [message, preReleased])).toEqual([
      ['fix: two', false],
      ['fix: one', true],
    ]);
  });

  it('is that of the commit: later tags and those of other branches stand aside', async () => {
    const first = repository.git('rev-parse', 'HEAD');
    repository.change('network', 'fix: one');
    tag('network', '0.1.0');
    const network = (await read(first)).packages.find((one) => one.package === 'network');
    expect(network).toMatchObject({ releases: [], elsewhere: ['0.1.0'] });
  });

  it('passes over tags of other things', async () => {
    repository.git('tag', 'v1');
    repository.git('tag', 'tools@1');
    repository.git('tag', 'before-the-move');
    expect((await factsOf('network'))?.releases).toEqual([]);
  });

  it.each([
    'network@0.1',
    'network@v0.1.0',
    'network@0.1.0+build',
    'network@0.0.1',
    'network@0.1.0-preview.1',
    'network@0.1.0-rc',
  ])('fails at the tag %s', async (name) => {
    repository.git('tag', name);
    await expect(read()).rejects.toThrow(
      `TagMalformed: the tag ${name} is no release of network: it must read network@x.y.z or network@x.y.z-rc.n, from ` +
        `0.1.0 on; remove it with 'git tag -d ${name}' and 'git push origin :refs/tags/${name}'`,
    );
  });

  it('fails in a shallow clone', async () => {
    repository.commit('docs: one more');
    const clone = mkdtempSync(join(tmpdir(), 'release-test-clone-'));
    try {
      repository.git('clone', '--quiet', '--depth=1', `file://${repository.root}`, clone);
      await expect(readHistory(gitIn(clone), 'HEAD')).rejects.toThrow(
        "HistoryIncomplete: this clone is shallow, and what was released cannot be told: run 'git fetch --unshallow " +
          "--tags' (in a workflow: fetch-depth: 0)",
      );
    } finally {
      rmSync(clone, { recursive: true });
    }
  });

  it.each(['no-such-branch', '--all', 'HEAD~100'])('fails at %s, which is no commit', async (name) => {
    await expect(read(name)).rejects.toThrow(`CommitUnknown: '${name}' is no commit of this repository`);
  });

  it('makes the same plan every time', async () => {
    tag('network', '0.1.0');
    repository.change('network', 'feat: more');
    const plan = () => makePlan({ root: repository.root, at: 'HEAD', packages: [] });
    expect(await plan()).toEqual(await plan());
  });

  it('fails for a package that is not there', async () => {
    await expect(makePlan({ root: repository.root, at: 'HEAD', packages: ['netwrk'] })).rejects.toThrow(
      "PackageUnknown: there is no package 'netwrk': the packages are instances, logging, network",
    );
  });
});
