import { stamp } from '../../src/build/stamp';

describe('the real versions', () => {
  const manifest = {
    name: '@ecs-groundwork/logging',
    version: '0.0.0',
    peerDependencies: { '@ecs-groundwork/instances': '^0.0.0', 'aws-cdk-lib': '^2.263.0' },
    devDependencies: { '@ecs-groundwork/instances': '0.0.0', jest: '^30.0.0' },
    keywords: ['logs'],
  };
  const stamped = stamp(manifest, { version: '0.3.0', siblings: { '@ecs-groundwork/instances': '^0.2.1' } });

  it('are those of the package and of its siblings, and nothing else changes', () => {
    expect(stamped).toEqual({
      ...manifest,
      version: '0.3.0',
      peerDependencies: { '@ecs-groundwork/instances': '^0.2.1', 'aws-cdk-lib': '^2.263.0' },
      devDependencies: { '@ecs-groundwork/instances': '0.2.1', jest: '^30.0.0' },
    });
  });

  it('leave the file in its order', () => {
    expect(Object.keys(stamped)).toEqual(Object.keys(manifest));
  });
});
