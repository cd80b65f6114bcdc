import type { Properties } from '../../src/cloudformation/resource-type';
import { resourceTypes } from '../../src/resources/ecs';
import { camelCase } from '../../src/resources/ecs/camel-case';
import { fleet, registerTask, world } from './world';

const typeNamed = (name: string) => {
  const found = resourceTypes.find(({ type }) => type === `AWS::ECS::${name}`);
  if (found === undefined) {
    throw new Error(`no resource type ${name}`);
  }
  return found;
};

test("CloudFormation's names become the API's, the user's own words stay", () => {
  expect(
    camelCase({
      ContainerDefinitions: [
        { DockerLabels: { Team: 'Blue' }, LogConfiguration: { LogDriver: 'awslogs', Options: { 'Mode-X': 'y' } } },
      ],
      Volumes: [
        {
          EFSVolumeConfiguration: { AuthorizationConfig: { IAM: 'ENABLED' } },
          DockerVolumeConfiguration: { DriverOpts: { Size: '1' } },
        },
      ],
      EnableECSManagedTags: true,
    }),
  ).toEqual({
    containerDefinitions: [
      { dockerLabels: { Team: 'Blue' }, logConfiguration: { logDriver: 'awslogs', options: { 'Mode-X': 'y' } } },
    ],
    volumes: [
      {
        efsVolumeConfiguration: { authorizationConfig: { iam: 'ENABLED' } },
        dockerVolumeConfiguration: { driverOpts: { Size: '1' } },
      },
    ],
    enableECSManagedTags: true,
  });
});

describe('the resource of a cluster', () => {
  const type = typeNamed('Cluster');

  test('is made with its settings, changed and deleted', async () => {
    const all = world();
    const wanted = { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] };
    const existing = await type.create(all.context(), wanted);
    expect(existing).toEqual({
      physicalId: 'stack-Thing-1',
      attributes: { Arn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/stack-Thing-1' },
    });
    await type.update?.(
      all.context(),
      existing,
      { ClusterSettings: [{ Name: 'containerInsights', Value: 'disabled' }] },
      wanted,
    );
    expect(
      await all.ecs('DescribeClusters', { clusters: ['stack-Thing-1'], include: ['SETTINGS', 'TAGS'] }),
    ).toMatchObject({
      clusters: [
        { settings: [{ name: 'containerInsights', value: 'disabled' }], tags: [{ key: 'stack', value: 'yes' }] },
      ],
    });
    await type.delete(all.context(), existing, wanted);
    await expect(type.delete(all.context(), existing, wanted)).resolves.toBeUndefined();
  });

  test('fails when the name is taken', async () => {
    const all = world();
    await all.ecs('CreateCluster', { clusterName: 'mine' });
    await expect(type.create(all.context(), { ClusterName: 'mine' })).rejects.toThrow(
      "Resource of type 'AWS::ECS::Cluster' with identifier 'mine' already exists.",
    );
  });

  test('fails to be deleted while it has instances', async () => {
    const all = world();
    await fleet(all);
    await expect(type.delete(all.context(), { physicalId: 'cluster', attributes: {} }, {})).rejects.toThrow(
      'The Cluster cannot be deleted while Container Instances are active or draining.',
    );
  });
});

describe('the resource of a service', () => {
  const type = typeNamed('Service');
  const properties = (overrides: Properties = {}): Properties => ({
    Cluster: 'cluster',
    ServiceName: 'service',
    TaskDefinition: 'web',
    DesiredCount: '2',
    ...overrides,
  });

  async function prepared() {
    const all = world();
    await fleet(all);
    await registerTask(all);
    return all;
  }

  test('exists when the service is steady', async () => {
    const all = await prepared();
    const existing = await type.create(all.context(), properties());
    expect(existing.attributes).toEqual({ Name: 'service', ServiceArn: existing.physicalId });
    expect(await all.service()).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] });
  });

  test('waits for the new tasks of an update, and starts them anew for another nonce', async () => {
    const all = await prepared();
    const existing = await type.create(all.context(), properties());
    const before = (await all.tasks()).map(({ taskArn }) => taskArn);
    await type.update?.(
      all.context(),
      existing,
      properties({ ForceNewDeployment: { ForceNewDeploymentNonce: 'a' } }),
      properties(),
    );
    const after = (await all.tasks()).map(({ taskArn }) => taskArn);
    expect(after).toHaveLength(2);
    expect(after.some((arn) => before.includes(arn))).toBe(false);
  });

  test.each([true, false])(
    'fails when the circuit breaker opens, with rollback %s, and the old definition comes back',
    async (Rollback) => {
      const all = await prepared();
      const withBreaker = properties({
        DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback } },
      });
      const existing = await type.create(all.context(), withBreaker);
      await registerTask(all, { family: 'broken' });
      all.control.failTasks('broken', 'CannotPullContainerError');
      const broken = { ...withBreaker, TaskDefinition: 'broken' };
      await expect(type.update?.(all.context(), existing, broken, withBreaker)).rejects.toThrow(
        "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
      );
      await type.update?.(all.context(), existing, withBreaker, broken);
      expect(await all.service()).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] });
      expect((await all.tasks()).every(({ taskDefinitionArn }) => taskDefinitionArn?.endsWith('/web:1'))).toBe(true);
    },
  );

  test('leaves its load balancers when the template no longer names them', async () => {
    const all = await prepared();
    await registerTask(all, { family: 'ported' }, { portMappings: [{ containerPort: 80 }] });
    all.balancers.groups.set('arn:tg', { targetType: 'instance', used: true });
    const balanced = properties({
      TaskDefinition: 'ported',
      LoadBalancers: [{ TargetGroupArn: 'arn:tg', ContainerName: 'web', ContainerPort: 80 }],
    });
    const existing = await type.create(all.context(), balanced);
    expect(all.balancers.targetsOf('arn:tg')).toHaveLength(2);
    await type.update?.(all.context(), existing, properties({ TaskDefinition: 'ported' }), balanced);
    expect(all.balancers.targetsOf('arn:tg')).toEqual([]);
  });

  test('is made as a daemon', async () => {
    const all = await prepared();
    await type.create(all.context(), properties({ SchedulingStrategy: 'DAEMON', DesiredCount: undefined }));
    expect(await all.service()).toMatchObject({ schedulingStrategy: 'DAEMON', desiredCount: 2, runningCount: 2 });
  });

  test('is scaled down and gone when it is deleted', async () => {
    const all = await prepared();
    const existing = await type.create(all.context(), properties());
    await type.delete(all.context(), existing, properties());
    expect((await all.service())?.status).toBe('INACTIVE');
    await expect(type.delete(all.context(), existing, properties())).resolves.toBeUndefined();
  });
});

describe('the resources of a capacity provider', () => {
  test('are made, changed and deleted in the order that AWS demands', async () => {
    const all = world();
    await fleet(all);
    const association = typeNamed('ClusterCapacityProviderAssociations');
    const wanted = { Cluster: 'cluster', CapacityProviders: ['provider'], DefaultCapacityProviderStrategy: [] };
    const associated = await association.create(all.context(), wanted);
    const provider = typeNamed('CapacityProvider');
    const existing = {
      physicalId: 'provider',
      attributes: { Arn: 'arn:aws:ecs:eu-west-1:123456789012:capacity-provider/provider' },
    };
    const scaled = (TargetCapacity: number) => ({
      AutoScalingGroupProvider: { AutoScalingGroupArn: 'group', ManagedScaling: { Status: 'ENABLED', TargetCapacity } },
    });
    await provider.update?.(all.context(), existing, scaled(80), scaled(100));
    expect(await all.ecs('DescribeCapacityProviders', { capacityProviders: ['provider'] })).toMatchObject({
      capacityProviders: [
        {
          autoScalingGroupProvider: { managedScaling: { targetCapacity: 80 }, managedTerminationProtection: 'ENABLED' },
        },
      ],
    });
    await expect(provider.delete(all.context(), existing, {})).rejects.toThrow(
      'because it is associated with cluster: cluster',
    );
    await association.delete(all.context(), associated, wanted);
    await provider.delete(all.context(), existing, {});
    expect(await all.ecs('DescribeCapacityProviders')).toMatchObject({ capacityProviders: [] });
  });
});
