import { sourcesOf } from '../../src/build/sources';
import { decide } from '../../src/plan/decide';
import { aPackage, factsOf } from '../support/facts';

const instances = '@ecs-groundwork/instances';

describe('a build takes part', () => {
  const facts = factsOf(
    aPackage('network', { releases: ['0.1.0'] }),
    aPackage('logging', {
      siblings: ['instances', 'system-containers'],
      releases: [{ version: '0.1.0', siblings: {} }],
      commits: ['fix: a'],
    }),
    aPackage('system-containers', {
      siblings: ['instances'],
      releases: [{ version: '0.1.4', siblings: { [instances]: '^0.1.2' } }],
    }),
    aPackage('instances', { releases: ['0.1.0', '0.1.2', '0.1.3'], commits: ['feat: b'] }),
  );

  it('of what is released and what that needs, the needed first', () => {
    const sources = sourcesOf(decide(facts, { packages: ['logging'] }), facts);
    expect(sources.map(({ package: name, version, tag }) => [name, version, tag])).toEqual([
      ['instances', '0.1.3', 'instances@0.1.3'],
      ['system-containers', '0.1.4', 'system-containers@0.1.4'],
      ['logging', '0.1.1', undefined],
    ]);
  });

  it('with the ranges that each was released with', () => {
    const sources = sourcesOf(decide(facts, { packages: ['logging'] }), facts);
    expect(sources.map(({ siblings }) => siblings[instances])).toEqual([undefined, '^0.1.2', '^0.1.3']);
  });

  it('with what is released together in its new version', () => {
    const sources = sourcesOf(decide(facts, { packages: [] }), facts);
    expect(sources.find((one) => one.package === 'instances')).toMatchObject({ version: '0.1.4', tag: undefined });
  });
});
