import { createService, fleet, registerTask, world } from './world';

async function running(overrides: Record<string, unknown> = {}) {
  const all = world();
  await fleet(all);
  await registerTask(all);
  await createService(all, overrides);
  await all.settle();
  return all;
}

const family = (all: ReturnType<typeof world>) => async () =>
  (await all.tasks()).map(({ taskDefinitionArn = '' }) => taskDefinitionArn.split('/')[1]);

describe('a service', () => {
  test('runs its tasks through the default strategy, spread over the zones, and reaches a steady state', async () => {
    const { service, tasks, events } = await running();
    expect(await service()).toMatchObject({
      status: 'ACTIVE',
      runningCount: 2,
      pendingCount: 0,
      capacityProviderStrategy: [{ capacityProvider: 'provider', base: 0, weight: 1 }],
      deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }],
      events: [{ message: '(service service) has reached a steady state.' }],
    });
    expect(
      (await tasks()).map(({ lastStatus, availabilityZone, group }) => [lastStatus, availabilityZone, group]),
    ).toEqual([
      ['RUNNING', 'zone-a', 'service:service'],
      ['RUNNING', 'zone-b', 'service:service'],
    ]);
    expect(events.details('ECS Service Action')).toMatchObject([
      { eventName: 'SERVICE_STEADY_STATE', eventType: 'INFO' },
    ]);
    expect(
      events.details('ECS Task State Change').map((detail) => (detail as { lastStatus: string }).lastStatus),
    ).toEqual(expect.arrayContaining(['PENDING', 'RUNNING']));
  });

  test('keeps all its properties', async () => {
    const properties = {
      launchType: 'EC2',
      deploymentConfiguration: {
        minimumHealthyPercent: 50,
        maximumPercent: 150,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      placementStrategy: [{ type: 'binpack', field: 'memory' }],
      placementConstraints: [{ type: 'distinctInstance' }],
      propagateTags: 'SERVICE',
      enableECSManagedTags: true,
      availabilityZoneRebalancing: 'DISABLED',
    };
    const { service } = await running(properties);
    expect(await service()).toMatchObject(properties);
  });

  test('replaces its tasks when it gets a new task definition', async () => {
    const all = await running();
    await registerTask(all, {}, { image: 'web:2' });
    await all.ecs('UpdateService', { cluster: 'cluster', service: 'service', taskDefinition: 'web:2' });
    await all.settle(20);
    expect(await family(all)()).toEqual(['web:2', 'web:2']);
    expect((await all.service())?.deployments).toHaveLength(1);
  });

  test('starts no task anew when only its size changes', async () => {
    const { ecs, settle, tasks } = await running();
    const before = (await tasks()).map(({ taskArn }) => taskArn);
    await ecs('UpdateService', { cluster: 'cluster', service: 'service', desiredCount: 1 });
    await settle();
    expect(before).toContain((await tasks())[0]?.taskArn);
    expect(await tasks()).toHaveLength(1);
  });

  test('starts another task for one that was stopped', async () => {
    const { ecs, settle, tasks } = await running();
    const [victim] = await tasks();
    await ecs('StopTask', { cluster: 'cluster', task: victim?.taskArn, reason: 'test' });
    await settle();
    const now = await tasks();
    expect(now).toHaveLength(2);
    expect(now.map(({ taskArn }) => taskArn)).not.toContain(victim?.taskArn);
    expect(await tasks({ desiredStatus: 'STOPPED' })).toMatchObject([
      { stopCode: 'UserInitiated', stoppedReason: 'test', lastStatus: 'STOPPED' },
    ]);
  });

  test('says why it cannot place a task', async () => {
    const all = world();
    await fleet(all);
    await registerTask(all, {}, { logConfiguration: { logDriver: 'gelf' } });
    await createService(all, { launchType: 'EC2' });
    await all.settle();
    expect((await all.service())?.events?.[0]?.message).toMatch(
      /^\(service service\) was unable to place a task because no container instance met all of its requirements\. Reason: .* insufficient resources or attributes: ATTRIBUTE\.$/,
    );
    expect(all.events.details('ECS Service Action')).toMatchObject([
      { eventName: 'SERVICE_TASK_PLACEMENT_FAILURE', eventType: 'ERROR' },
    ]);
  });

  test.each([
    ['ENABLED', ['zone-a', 'zone-b']],
    ['DISABLED', ['zone-b', 'zone-b']],
  ])('with zone rebalancing %s runs in %j when a lost zone is back', async (availabilityZoneRebalancing, zones) => {
    const { control, instances, settle, tasks, service, autoScaling } = await running({ availabilityZoneRebalancing });
    await autoScaling('SuspendProcesses', { AutoScalingGroupName: 'group', ScalingProcesses: ['Launch'] });
    await control.kill(String((await instances())[0]?.ec2InstanceId));
    await settle();
    expect((await tasks()).map(({ availabilityZone }) => availabilityZone)).toEqual(['zone-b', 'zone-b']);
    await autoScaling('ResumeProcesses', { AutoScalingGroupName: 'group' });
    await settle(30);
    expect((await tasks()).map(({ availabilityZone }) => availabilityZone).sort()).toEqual(zones);
    expect((await service())?.runningCount).toBe(2);
  });

  test('is deleted after its tasks', async () => {
    const { ecs, settle, service, tasks } = await running();
    await expect(ecs('DeleteService', { cluster: 'cluster', service: 'service' })).rejects.toThrow(
      'The service cannot be stopped while it is scaled above 0.',
    );
    await ecs('DeleteService', { cluster: 'cluster', service: 'service', force: true });
    expect((await service())?.status).toBe('DRAINING');
    await settle();
    expect((await service())?.status).toBe('INACTIVE');
    expect(await tasks()).toEqual([]);
  });
});

describe('a deployment whose tasks fail', () => {
  const breaker = (rollback: boolean) => ({
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback } },
  });

  async function failing(rollback: boolean) {
    const all = await running(breaker(rollback));
    await registerTask(all, { family: 'broken' });
    all.control.failTasks('broken', 'CannotPullContainerError: no such image');
    await all.ecs('UpdateService', { cluster: 'cluster', service: 'service', taskDefinition: 'broken' });
    await all.settle(40);
    return all;
  }

  test('is ended by the circuit breaker and rolled back', async () => {
    const all = await failing(true);
    expect(await family(all)()).toEqual(['web:1', 'web:1']);
    expect((await all.service())?.deployments).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 2 }]);
    expect(all.events.details('ECS Deployment State Change')).toMatchObject([
      { eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS' },
      { eventName: 'SERVICE_DEPLOYMENT_COMPLETED' },
      { eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS' },
      { eventName: 'SERVICE_DEPLOYMENT_FAILED', reason: 'ECS deployment circuit breaker: tasks failed to start.' },
      { eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS' },
      { eventName: 'SERVICE_DEPLOYMENT_COMPLETED' },
    ]);
  });

  test('stays failed without a rollback, and the old tasks keep running', async () => {
    const all = await failing(false);
    expect((await all.service())?.deployments?.[0]).toMatchObject({
      rolloutState: 'FAILED',
      failedTasks: expect.any(Number),
    });
    expect((await family(all)()).filter((name) => name === 'web:1')).toHaveLength(2);
  });

  test('goes on for ever without a circuit breaker', async () => {
    const all = await running();
    await registerTask(all, { family: 'broken' });
    all.control.failTasks('broken', 'CannotPullContainerError: no such image');
    await all.ecs('UpdateService', { cluster: 'cluster', service: 'service', taskDefinition: 'broken' });
    await all.settle(60);
    expect((await all.service())?.deployments?.[0]?.rolloutState).toBe('IN_PROGRESS');
    all.control.letTasksStart('broken');
    await all.settle(60);
    expect((await all.service())?.deployments).toMatchObject([{ rolloutState: 'COMPLETED' }]);
  });
});

describe('a daemon service', () => {
  test('runs one task on each instance and follows the fleet', async () => {
    const { tasks, service, autoScaling, settle } = await running({ schedulingStrategy: 'DAEMON' });
    expect(await tasks()).toHaveLength(2);
    expect(await service()).toMatchObject({ schedulingStrategy: 'DAEMON', desiredCount: 2, runningCount: 2 });
    await autoScaling('SetDesiredCapacity', { AutoScalingGroupName: 'group', DesiredCapacity: '3' });
    await settle();
    expect(new Set((await tasks()).map(({ containerInstanceArn }) => containerInstanceArn)).size).toBe(3);
  });

  test('stays off instances that its constraints exclude', async () => {
    const { tasks } = await running({
      schedulingStrategy: 'DAEMON',
      placementConstraints: [{ type: 'memberOf', expression: 'attribute:ecs.availability-zone == zone-b' }],
    });
    expect((await tasks()).map(({ availabilityZone }) => availabilityZone)).toEqual(['zone-b']);
  });

  test('with both percentages at 100 never replaces a task', async () => {
    const all = await running({
      schedulingStrategy: 'DAEMON',
      deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 },
    });
    await registerTask(all, {}, { image: 'web:2' });
    await all.ecs('UpdateService', { cluster: 'cluster', service: 'service', taskDefinition: 'web:2' });
    await all.settle(20);
    expect(await family(all)()).toEqual(['web:1', 'web:1']);
  });
});

describe('a service fails', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['without its task definition', { taskDefinition: 'missing' }, 'TaskDefinition not found.'],
    ['in an unknown cluster', { cluster: 'other' }, 'Cluster not found.'],
    [
      'with a launch type and a strategy',
      { launchType: 'EC2', capacityProviderStrategy: [{ capacityProvider: 'provider', weight: 1 }] },
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    ],
    [
      'with a provider that does not exist',
      { capacityProviderStrategy: [{ capacityProvider: 'nobody', weight: 1 }] },
      'The specified capacity provider does not exist. Specify a valid name or ARN and try again.',
    ],
    ['on Fargate', { launchType: 'FARGATE' }, 'Local AWS does not play the launch type FARGATE'],
    [
      'with an expression that cannot be read',
      { placementConstraints: [{ type: 'memberOf', expression: 'zone = a' }] },
      "Invalid expression 'zone = a': unexpected '=' at position 6",
    ],
    [
      'with a strategy for daemons',
      { schedulingStrategy: 'DAEMON', placementStrategy: [{ type: 'random' }] },
      'Placement strategies are not supported with the DAEMON scheduling strategy.',
    ],
    [
      'with rebalancing and a strategy that does not begin with zones',
      { availabilityZoneRebalancing: 'ENABLED', placementStrategy: [{ type: 'binpack', field: 'cpu' }] },
      'Availability Zone rebalancing does not support a first placement strategy other than a spread over attribute:ecs.availability-zone.',
    ],
    [
      'with another deployment controller',
      { deploymentController: { type: 'CODE_DEPLOY' } },
      'Local AWS does not play the deployment controller CODE_DEPLOY',
    ],
    [
      'with a member that is not played',
      { platformVersion: 'LATEST' },
      'Local AWS does not play platformVersion of ecs:CreateService',
    ],
  ])('%s', async (_, input, message) => {
    const all = world();
    await fleet(all);
    await registerTask(all);
    await expect(createService(all, input)).rejects.toThrow(message);
  });

  test('whose name is taken', async () => {
    const all = await running();
    await expect(createService(all)).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'Creation of service was not idempotent.',
    });
  });
});
