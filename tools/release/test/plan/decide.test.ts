import fc from 'fast-check';
import { compare, satisfies, validRange } from 'semver';
import { decide } from '../../src/plan/decide';
import type { PackageFacts } from '../../src/plan/facts';
import { aCommit, aPackage, factsOf, type Made } from '../support/facts';

const all = { packages: [] };
const planOf = (name: string, made: Made) => {
  const { releases, unreleased } = decide(factsOf(aPackage(name, made)), all);
  return releases[0] ?? unreleased[0];
};

describe('the next version', () => {
  it.each([
    ['0.1.0', 'fix: a', '0.1.1', 'patch'],
    ['0.1.0', 'feat: a', '0.1.1', 'patch'],
    ['0.1.9', 'feat!: a', '0.2.0', 'minor'],
    ['1.4.2', 'fix: a', '1.4.3', 'patch'],
    ['1.4.2', 'feat: a', '1.5.0', 'minor'],
    ['1.4.2', 'fix!: a', '2.0.0', 'major'],
  ])('after %s and %s is %s, a %s step', (version, message, next, bump) => {
    expect(planOf('network', { releases: [version], commits: [message] })).toMatchObject({
      previous: version,
      version: next,
      tag: `network@${next}`,
      bump,
      breaking: message.includes('!'),
    });
  });

  it('is 0.1.0 at first, which breaks nobody, whatever the commits say', () => {
    const first = planOf('network', { commits: ['feat!: another shape', 'feat: a network'] });
    expect(first).toMatchObject({ version: '0.1.0', breaking: false });
    expect(first).not.toHaveProperty('previous');
  });

  it('follows the highest release, in whatever order the tags come', () => {
    expect(planOf('network', { releases: ['0.1.10', '0.1.9', '0.1.2'], commits: ['fix: a'] })).toMatchObject({
      version: '0.1.11',
    });
  });

  it('goes by the weightiest commit', () => {
    expect(planOf('network', { releases: ['1.0.0'], commits: ['fix: a', 'feat: b', 'docs: c'] })).toMatchObject({
      version: '1.1.0',
      reasons: ['feat: b (ccccccc)', 'fix: a (ccccccc)', '1 more commit, no reason for a release'],
    });
  });

  it('fails when a newer one is tagged on a commit that is no ancestor', () => {
    const facts = factsOf(aPackage('network', { releases: ['0.1.0'], elsewhere: ['0.1.1'], commits: ['fix: a'] }));
    expect(() => decide(facts, all)).toThrow(
      'VersionTaken: network 0.1.1 would follow network@0.1.1, which marks a commit that is no ancestor of the one to ' +
        'release: merge that commit first',
    );
  });
});

describe('a package stays as it is', () => {
  it('when nothing touched it', () => {
    expect(planOf('network', { releases: ['0.1.0'] })).toEqual({
      package: 'network',
      reason: 'nothing since network@0.1.0',
    });
  });

  it('when nothing reached its users', () => {
    const commits = ['docs: a', aCommit('feat: only its tests', { touch: 'nothing' })];
    expect(planOf('network', { releases: ['0.1.0'], commits })).toEqual({
      package: 'network',
      reason: 'nothing since network@0.1.0 that reaches its users: 2 commits of docs, feat',
    });
  });

  it('when only tools that packages share changed in its package.json', () => {
    const commits = [aCommit('fix(release): newer tools', { touch: 'development' })];
    expect(planOf('network', { releases: ['0.1.0'], commits })).toHaveProperty('reason');
  });

  it('but not when the commit names it: what it bundles changed', () => {
    const commits = [aCommit('fix(network,logging): newer zip code', { touch: 'development' })];
    expect(planOf('network', { releases: ['0.1.0'], commits })).toMatchObject({ version: '0.1.1' });
  });

  it('when a change was taken back', () => {
    const change = aCommit('feat: a');
    const back = aCommit(`revert: feat: a\n\nThis reverts commit ${change.hash}.`);
    expect(planOf('network', { releases: ['0.1.0'], commits: [back, change] })).toEqual({
      package: 'network',
      reason: 'nothing since network@0.1.0',
    });
  });

  it('but not when that was taken back again', () => {
    const change = aCommit('feat: a');
    const back = aCommit(`revert: feat: a\n\nThis reverts commit ${change.hash}.`);
    const again = aCommit(`revert: revert: feat: a\n\nThis reverts commit ${back.hash}.`);
    expect(planOf('network', { releases: ['1.0.0'], commits: [again, back, change] })).toMatchObject({
      version: '1.1.0',
    });
  });
});

describe('siblings', () => {
  const released = (name: string, version: string, siblings: Record<string, string> = {}, more: Made = {}) =>
    aPackage(name, { releases: [{ version, siblings }], ...more });
  const needsInstances = (range: string) => ({ '@ecs-groundwork/instances': range });

  it('are released before what needs them, and asked for from that version on', () => {
    const facts = factsOf(aPackage('logging', { siblings: ['instances'] }), aPackage('instances'));
    const { releases } = decide(facts, all);
    expect(releases.map(({ tag }) => tag)).toEqual(['instances@0.1.0', 'logging@0.1.0']);
    expect(releases[1]?.siblings).toEqual(needsInstances('^0.1.0'));
  });

  it('that stay are asked for from their newest release on', () => {
    const facts = factsOf(
      released('instances', '0.1.7'),
      released('logging', '0.1.0', needsInstances('^0.1.2'), { siblings: ['instances'], commits: ['fix: a'] }),
    );
    expect(decide(facts, all).releases[0]?.siblings).toEqual(needsInstances('^0.1.7'));
  });

  it('that get a feature release nobody else', () => {
    const facts = factsOf(
      released('instances', '0.1.0', {}, { commits: ['feat: a'] }),
      released('logging', '0.1.0', needsInstances('^0.1.0'), { siblings: ['instances'] }),
    );
    expect(decide(facts, all)).toMatchObject({
      releases: [{ tag: 'instances@0.1.1' }],
      unreleased: [{ package: 'logging', reason: 'nothing since logging@0.1.0' }],
    });
  });

  it('that break, break what needs them', () => {
    const facts = factsOf(
      released('instances', '0.1.3', {}, { commits: ['feat!: a'] }),
      released('system-containers', '0.1.5', needsInstances('^0.1.0'), { siblings: ['instances'] }),
      released(
        'logging',
        '0.1.1',
        { ...needsInstances('^0.1.0'), '@ecs-groundwork/system-containers': '^0.1.0' },
        { siblings: ['instances', 'system-containers'] },
      ),
      released('network', '0.1.0'),
    );
    const { releases, unreleased } = decide(facts, all);
    expect(releases.map(({ tag, breaking }) => [tag, breaking])).toEqual([
      ['instances@0.2.0', true],
      ['system-containers@0.2.0', true],
      ['logging@0.2.0', true],
    ]);
    expect(releases[1]?.reasons).toEqual(['@ecs-groundwork/instances is ^0.2.0 now, and it asked for ^0.1.0']);
    expect(releases[1]?.changelog).toBe(
      '### Breaking changes\n\n- it needs `@ecs-groundwork/instances` ^0.2.0 now, before: ^0.1.0',
    );
    expect(unreleased.map((one) => one.package)).toEqual(['network']);
  });

  it('that broke in an earlier release of their own do so as well', () => {
    const facts = factsOf(
      aPackage('instances', { releases: ['0.1.0', '0.2.0'] }),
      released('logging', '0.1.0', needsInstances('^0.1.0'), { siblings: ['instances'] }),
    );
    expect(decide(facts, all).releases).toMatchObject([{ tag: 'logging@0.2.0', breaking: true }]);
  });

  it('fails when one was never released', () => {
    const facts = factsOf(aPackage('instances'), aPackage('logging', { siblings: ['instances'] }));
    expect(() => decide(facts, { packages: ['logging'] })).toThrow(
      'SiblingNeverReleased: logging needs instances, which has no release yet: release it first, or both at once with ' +
        "'npm run release -- plan instances logging'",
    );
  });

  it('fails when what is needed cannot be installed together', () => {
    const facts = factsOf(
      aPackage('instances', { releases: ['0.1.0', '0.2.0'] }),
      released('system-containers', '0.1.0', needsInstances('^0.1.0'), { siblings: ['instances'] }),
      released('logging', '0.1.0', needsInstances('^0.1.0'), { siblings: ['instances', 'system-containers'] }),
    );
    expect(() => decide(facts, { packages: ['logging'] })).toThrow(
      'SiblingsDisagree: logging would need @ecs-groundwork/instances ^0.2.0, but system-containers@0.1.0 asks for ' +
        '^0.1.0: release instances and system-containers first, or all at once',
    );
  });

  it('fails when they need each other', () => {
    const facts = factsOf(aPackage('a', { siblings: ['b'] }), aPackage('b', { siblings: ['a'] }));
    expect(() => decide(facts, all)).toThrow('SiblingCycle: a needs b needs a: none of them can be released first');
  });
});

describe('a plan for some packages', () => {
  it('says of the others what they would become', () => {
    const facts = factsOf(
      aPackage('network', { releases: ['0.1.0'], commits: ['fix: a'] }),
      aPackage('instances', { releases: ['0.1.0'], commits: ['feat: b'] }),
      aPackage('logging', { siblings: ['fresh'] }),
      aPackage('fresh'),
    );
    const { releases, unreleased } = decide(facts, { packages: ['network'] });
    expect(releases.map(({ tag }) => tag)).toEqual(['network@0.1.1']);
    expect(unreleased).toEqual([
      { package: 'instances', reason: 'not asked for; it would become 0.1.1: feat: b (ccccccc)' },
      { package: 'fresh', reason: 'not asked for; it would become 0.1.0: its first release' },
      { package: 'logging', reason: 'not asked for; fresh has to be released first' },
    ]);
  });
});

describe('a pre-release', () => {
  const pre = { packages: [], pre: 'rc' } as const;

  it('counts up towards the next version', () => {
    const facts = factsOf(
      aPackage('network', { releases: ['0.1.0', '0.1.1-rc.1', '0.1.1-rc.10', '0.1.1-beta.11'], commits: ['fix: a'] }),
    );
    expect(decide(facts, pre).releases[0]).toMatchObject({ version: '0.1.1-rc.11', previous: '0.1.0' });
  });

  it('is not made again of the same commits', () => {
    const commits = [aCommit('fix: a', { preReleased: true }), aCommit('docs: b')];
    const facts = factsOf(aPackage('network', { releases: ['0.1.0', '0.1.1-rc.1'], commits }));
    expect(decide(facts, pre).unreleased).toEqual([{ package: 'network', reason: 'nothing since network@0.1.1-rc.1' }]);
  });

  it('is no reason to leave the release out', () => {
    const commits = [aCommit('fix: a', { preReleased: true })];
    const facts = factsOf(aPackage('network', { releases: ['0.1.0', '0.1.1-rc.1'], commits }));
    expect(decide(facts, all).releases[0]).toMatchObject({ version: '0.1.1', previous: '0.1.0' });
  });

  it('may need pre-releases, a release may not', () => {
    const facts = factsOf(
      aPackage('instances', { releases: ['0.1.0', '0.1.1-rc.1'] }),
      aPackage('logging', { siblings: ['instances'] }),
    );
    const siblings = (request: typeof all | typeof pre) =>
      decide(facts, request).releases.find((one) => one.package === 'logging')?.siblings;
    expect(siblings(all)).toEqual({ '@ecs-groundwork/instances': '^0.1.0' });
    expect(siblings(pre)).toEqual({ '@ecs-groundwork/instances': '^0.1.1-rc.1' });
  });
});

describe('whatever the history', () => {
  const NAMES = ['a', 'b', 'c', 'd'];
  const message = fc.constantFrom('fix: x', 'feat: x', 'feat!: x', 'docs: x', 'whatever');
  const version = fc.tuple(fc.constantFrom(0, 0, 0, 1), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'));
  const histories = fc.tuple(
    ...NAMES.map((name, index) => {
      const siblings = NAMES.slice(0, index);
      return fc
        .record({
          siblings: fc.subarray(siblings),
          releases: fc.uniqueArray(
            version.filter((one) => !one.startsWith('0.0.')),
            { maxLength: 3 },
          ),
          commits: fc.array(message, { maxLength: 3 }),
        })
        .map((made): PackageFacts => aPackage(name, made));
    }),
  );

  it('every package is either released or said why not, each after what it needs', () => {
    fc.assert(
      fc.property(histories, (packages) => {
        const { releases, unreleased } = decide(factsOf(...packages), all);
        expect([...releases, ...unreleased].map((one) => one.package).sort()).toEqual(NAMES);
        for (const [index, release] of releases.entries()) {
          const later = releases.slice(index).map(({ npmName }) => npmName);
          expect(Object.keys(release.siblings).filter((name) => later.includes(name))).toEqual([]);
        }
      }),
    );
  });

  it('versions only rise, and ranges are those of versions that there are', () => {
    fc.assert(
      fc.property(histories, (packages) => {
        const { releases } = decide(factsOf(...packages), all);
        const known = new Set([
          ...packages.flatMap(({ npmName, releases: past }) => past.map(({ version: one }) => `${npmName} ^${one}`)),
          ...releases.map(({ npmName, version: one }) => `${npmName} ^${one}`),
        ]);
        for (const release of releases) {
          expect(compare(release.version, release.previous ?? '0.0.0')).toBe(1);
          for (const [name, range] of Object.entries(release.siblings)) {
            expect(known).toContain(`${name} ${range}`);
            expect(validRange(range)).not.toBeNull();
            expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
          }
        }
      }),
    );
  });

  it('only what breaks leaves the range that users of 0.x have', () => {
    fc.assert(
      fc.property(histories, (packages) => {
        for (const { previous, version: next, breaking } of decide(factsOf(...packages), all).releases) {
          if (previous !== undefined) {
            expect(satisfies(next, `^${previous}`)).toBe(!breaking);
          }
        }
      }),
    );
  });
});
