import { decide } from '../../src/plan/decide';
import { checkRegistries } from '../../src/plan/published-versions';
import type { Registries } from '../../src/plan/registries';
import { aPackage, factsOf, type Made } from '../support/facts';

const CDK = ['2.262.0', '2.263.0', '2.275.0'];

const registries = (npm: Record<string, string[]> = {}, pypi: Record<string, string[]> = {}): Registries => ({
  npm: (name) => Promise.resolve({ 'aws-cdk-lib': CDK, ...npm }[name] ?? []),
  pypi: (name) => Promise.resolve({ 'aws-cdk-lib': CDK, ...pypi }[name] ?? []),
});

const check = (made: Made, asked = registries()) => {
  const facts = factsOf(aPackage('network', made));
  return checkRegistries(decide(facts, { packages: [] }), facts, asked);
};

describe('a plan', () => {
  it('stands when both registries have the oldest versions that are supported', async () => {
    await expect(check({ commits: ['feat: a'] })).resolves.toBeUndefined();
  });

  it.each([
    ['npm', registries({ 'aws-cdk-lib': ['2.275.0'] })],
    ['PyPI', registries({}, { 'aws-cdk-lib': ['2.275.0'] })],
  ])('fails when %s has no such version', async (name, asked) => {
    await expect(check({}, asked)).rejects.toThrow(
      `FloorMissing: network asks for aws-cdk-lib 2.263.0 or newer, and ${name} has no 2.263.0: choose one that both ` +
        'have, in tools/projen/versions.ts',
    );
  });

  it.each(['*', '>=2.263.0', '^2.263.0 || ^3.0.0', '2.263.0'])('fails when it asks for %j', async (range) => {
    await expect(check({ peers: { 'aws-cdk-lib': range } })).rejects.toThrow(
      `PeerRangeUnfit: network asks for aws-cdk-lib '${range}': it must read ^x.y.z, which npm and pip understand alike`,
    );
  });

  it('fails when npm has a version that no tag names', async () => {
    const asked = registries({ '@ecs-groundwork/network': ['0.1.0', '0.1.1'] });
    await expect(check({ releases: ['0.1.0'], commits: ['feat!: a'] }, asked)).rejects.toThrow(
      'TagMissing: npm has @ecs-groundwork/network 0.1.1, and no tag network@0.1.1 is an ancestor of this commit: run ' +
        "'git fetch --tags', or complete the release that ended before it was tagged",
    );
  });

  it('stands when npm has the planned version: it is the one that ended half way', async () => {
    const asked = registries({ '@ecs-groundwork/network': ['0.1.0', '0.1.1'] });
    await expect(check({ releases: ['0.1.0'], commits: ['fix: a'] }, asked)).resolves.toBeUndefined();
  });

  it('asks nobody about packages that stay', async () => {
    const nobody: Registries = {
      npm: () => Promise.reject(new Error('asked')),
      pypi: () => Promise.reject(new Error('asked')),
    };
    await expect(check({ releases: ['0.1.0'] }, nobody)).resolves.toBeUndefined();
  });
});
