import { registerTask, world } from './world';

describe('a task definition', () => {
  test('gets the next revision of its family', async () => {
    const all = world();
    await registerTask(all);
    expect(await registerTask(all)).toMatchObject({ taskDefinition: { family: 'web', revision: 2, status: 'ACTIVE' } });
    expect(await all.ecs('DescribeTaskDefinition', { taskDefinition: 'web' })).toMatchObject({
      taskDefinition: { revision: 2 },
    });
  });

  test('can be described but not used once it is deregistered, and its number is not given again', async () => {
    const all = world();
    await all.ecs('CreateCluster', { clusterName: 'cluster' });
    await registerTask(all);
    await all.ecs('DeregisterTaskDefinition', { taskDefinition: 'web:1' });
    expect(await all.ecs('DescribeTaskDefinition', { taskDefinition: 'web:1' })).toMatchObject({
      taskDefinition: { status: 'INACTIVE' },
    });
    await expect(all.ecs('RunTask', { cluster: 'cluster', taskDefinition: 'web:1' })).rejects.toThrow(
      'TaskDefinition is inactive',
    );
    expect(await registerTask(all)).toMatchObject({ taskDefinition: { revision: 2 } });
  });

  test('says which attributes it needs', async () => {
    const all = world();
    expect(
      await registerTask(
        all,
        { taskRoleArn: 'arn:role' },
        { logConfiguration: { logDriver: 'fluentd' }, secrets: [{ name: 'A', valueFrom: 'arn:aws:secretsmanager:x' }] },
      ),
    ).toMatchObject({
      taskDefinition: {
        requiresAttributes: [
          { name: 'com.amazonaws.ecs.capability.logging-driver.fluentd' },
          { name: 'com.amazonaws.ecs.capability.task-iam-role' },
          { name: 'ecs.capability.secrets.asm.environment-variables' },
        ],
      },
    });
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    [
      'without memory',
      {},
      { memory: undefined },
      "Invalid setting for container 'web'. At least one of 'memory' or 'memoryReservation' must be specified.",
    ],
    ['without containers', { containerDefinitions: [] }, {}, 'Container list cannot be empty.'],
    ['without an image', {}, { image: '' }, 'Container.image should not be null or empty.'],
    [
      'with only optional containers',
      {},
      { essential: false },
      'At least one container of a task definition must be essential.',
    ],
    [
      'with different ports on the host network',
      { networkMode: 'host' },
      { portMappings: [{ containerPort: 80, hostPort: 81 }] },
      'When networkMode=host, the host ports and container ports in port mappings must match.',
    ],
    [
      'with an unknown volume',
      {},
      { mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] },
      "Unknown volume 'data'.",
    ],
    ['with a family of other characters', { family: 'my web' }, {}, 'Family contains invalid characters.'],
    [
      'with a member that is not played',
      { inferenceAccelerators: [] },
      {},
      'Local AWS does not play inferenceAccelerators of ecs:RegisterTaskDefinition',
    ],
  ])('fails %s', async (_, definition, container, message) => {
    await expect(registerTask(world(), definition, container)).rejects.toThrow(message);
  });

  test('fails to be described when it was never registered', async () => {
    await expect(world().ecs('DescribeTaskDefinition', { taskDefinition: 'web:7' })).rejects.toMatchObject({
      code: 'ClientException',
      message: 'Unable to describe task definition.',
    });
  });
});

describe('a cluster', () => {
  test('is found only while it is active', async () => {
    const { ecs } = world();
    await ecs('CreateCluster', {
      clusterName: 'cluster',
      settings: [{ name: 'containerInsights', value: 'enhanced' }],
      tags: [{ key: 'a', value: 'b' }],
    });
    expect(
      await ecs('DescribeClusters', { clusters: ['cluster', 'other'], include: ['SETTINGS', 'TAGS'] }),
    ).toMatchObject({
      clusters: [
        {
          clusterName: 'cluster',
          settings: [{ name: 'containerInsights', value: 'enhanced' }],
          tags: [{ key: 'a', value: 'b' }],
        },
      ],
      failures: [{ arn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/other', reason: 'MISSING' }],
    });
    await ecs('DeleteCluster', { cluster: 'cluster' });
    await expect(ecs('ListServices', { cluster: 'cluster' })).rejects.toMatchObject({
      code: 'ClusterNotFoundException',
      message: 'Cluster not found.',
    });
  });

  test('takes tags by its ARN', async () => {
    const { ecs } = world();
    await ecs('CreateCluster', { clusterName: 'cluster' });
    const resourceArn = 'arn:aws:ecs:eu-west-1:123456789012:cluster/cluster';
    await ecs('TagResource', {
      resourceArn,
      tags: [
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
      ],
    });
    await ecs('UntagResource', { resourceArn, tagKeys: ['a'] });
    expect(await ecs('ListTagsForResource', { resourceArn })).toEqual({ tags: [{ key: 'b', value: '2' }] });
  });

  test('fails with a setting that AWS does not know', async () => {
    await expect(
      world().ecs('CreateCluster', { clusterName: 'cluster', settings: [{ name: 'containerInsights', value: 'on' }] }),
    ).rejects.toThrow(
      "Invalid value 'on' for cluster setting containerInsights; valid are enabled, disabled, enhanced",
    );
  });

  test('fails to run a command in a container, which is not played, by name', async () => {
    await expect(world().ecs('ExecuteCommand', { cluster: 'cluster' })).rejects.toThrow(
      'Local AWS does not play ecs:ExecuteCommand',
    );
  });
});
