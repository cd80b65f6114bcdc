import { fleet, registerTask, world } from './world';

async function withFleet(container: Record<string, unknown> = {}, definition: Record<string, unknown> = {}) {
  const all = world();
  await fleet(all);
  await registerTask(all, definition, container);
  const [one, other] = await all.instances();
  const start = (...arns: (string | undefined)[]) =>
    all.ecs('StartTask', { cluster: 'cluster', taskDefinition: 'web', containerInstances: arns });
  return { ...all, one: one?.containerInstanceArn, other: other?.containerInstanceArn, instance: one, start };
}

describe('StartTask', () => {
  test('puts a task on each named instance', async () => {
    const { start, one, other, settle, tasks } = await withFleet();
    expect(await start(one, other)).toMatchObject({
      tasks: [{ containerInstanceArn: one }, { containerInstanceArn: other }],
      failures: [],
    });
    await settle(2);
    expect((await tasks()).map(({ lastStatus, group }) => [lastStatus, group])).toEqual([
      ['RUNNING', 'family:web'],
      ['RUNNING', 'family:web'],
    ]);
  });

  test('is refused on a draining instance', async () => {
    const { start, one, ecs, instances } = await withFleet();
    await ecs('UpdateContainerInstancesState', { cluster: 'cluster', containerInstances: [one], status: 'DRAINING' });
    expect(await start(one)).toMatchObject({ tasks: [], failures: [{ arn: one, reason: 'INACTIVE' }] });
    expect((await instances())[0]?.status).toBe('DRAINING');
  });

  test('is refused while the agent is disconnected', async () => {
    const { start, one, control, instance } = await withFleet();
    control.disconnectAgent(String(instance?.ec2InstanceId));
    expect(await start(one)).toMatchObject({ tasks: [], failures: [{ arn: one, reason: 'AGENT' }] });
  });

  test.each<[Record<string, unknown>, string]>([
    [{ memory: 4000 }, 'RESOURCE:MEMORY'],
    [{ cpu: 4000 }, 'RESOURCE:CPU'],
    [{ portMappings: [{ containerPort: 22, hostPort: 22 }] }, 'RESOURCE:PORTS'],
    [{ logConfiguration: { logDriver: 'gelf' } }, 'ATTRIBUTE'],
  ])('is refused with %j for %s', async (container, reason) => {
    const { start, one } = await withFleet(container);
    expect(await start(one)).toMatchObject({ tasks: [], failures: [{ arn: one, reason }] });
  });

  test('names an instance that is not there', async () => {
    const { start } = await withFleet();
    expect(await start('nobody')).toMatchObject({ failures: [{ arn: 'nobody', reason: 'MISSING' }] });
  });
});

describe('RunTask', () => {
  test('without a strategy that may wait fails where nothing fits', async () => {
    const { ecs } = await withFleet({ memory: 4000 });
    const output = await ecs('RunTask', { cluster: 'cluster', taskDefinition: 'web', launchType: 'EC2' });
    expect(output).toMatchObject({
      tasks: [],
      failures: [{ reason: 'RESOURCE:MEMORY' }, { reason: 'RESOURCE:MEMORY' }],
    });
  });

  test('fails in a cluster without instances', async () => {
    const all = world();
    await all.ecs('CreateCluster', { clusterName: 'cluster' });
    await registerTask(all);
    await expect(all.ecs('RunTask', { cluster: 'cluster', taskDefinition: 'web' })).rejects.toThrow(
      'No Container Instances were found in your cluster.',
    );
  });

  test('hands out host ports for those left open, each once', async () => {
    const { ecs, settle, tasks } = await withFleet({
      memory: 100,
      portMappings: [{ containerPort: 80, hostPort: 0 }, { containerPort: 81 }],
    });
    await ecs('RunTask', {
      cluster: 'cluster',
      taskDefinition: 'web',
      count: 4,
      launchType: 'EC2',
      placementStrategy: [{ type: 'binpack', field: 'memory' }],
    });
    await settle(2);
    const ports = (await tasks())
      .flatMap(({ containers = [] }) => containers)
      .flatMap(({ networkBindings = [] }) => networkBindings.map(({ hostPort }) => hostPort));
    expect(ports).toHaveLength(8);
    expect(new Set(ports).size).toBe(8);
  });
});

describe('an agent', () => {
  test('that is disconnected acknowledges neither a start nor a stop', async () => {
    const { start, one, control, instance, settle, tasks, ecs, instances } = await withFleet();
    await start(one);
    control.disconnectAgent(String(instance?.ec2InstanceId));
    await settle();
    expect(await tasks()).toMatchObject([{ lastStatus: 'PENDING' }]);
    await ecs('StopTask', { cluster: 'cluster', task: (await tasks())[0]?.taskArn });
    await settle();
    expect(await tasks({ desiredStatus: 'STOPPED' })).toMatchObject([
      { lastStatus: 'PENDING', desiredStatus: 'STOPPED' },
    ]);
    expect((await instances())[0]).toMatchObject({ agentConnected: false, status: 'ACTIVE' });
    control.reconnectAgent(String(instance?.ec2InstanceId));
    await settle();
    expect(await tasks({ desiredStatus: 'STOPPED' })).toMatchObject([{ lastStatus: 'STOPPED' }]);
  });

  test('that was disconnected leaves its instance behind when that is terminated', async () => {
    const { control, instance, settle, instances, group } = await withFleet();
    control.disconnectAgent(String(instance?.ec2InstanceId));
    await control.kill(String(instance?.ec2InstanceId));
    await settle(20);
    expect((await group())?.Instances).toHaveLength(2);
    expect((await instances()).map(({ ec2InstanceId, agentConnected }) => [ec2InstanceId, agentConnected])).toEqual([
      ['i-1', false],
      ['i-2', true],
      ['i-3', true],
    ]);
  });

  test('that is connected takes its instance out of the cluster when that is killed', async () => {
    const { control, instance, instances, start, one, tasks } = await withFleet();
    await start(one);
    await control.kill(String(instance?.ec2InstanceId));
    expect((await instances()).map(({ ec2InstanceId }) => ec2InstanceId)).toEqual(['i-2']);
    expect(await tasks({ desiredStatus: 'STOPPED' })).toMatchObject([
      { lastStatus: 'STOPPED', stoppedReason: 'Host EC2 (instance i-1) terminated.' },
    ]);
  });

  test('that registers again keeps what it first registered', async () => {
    const { ecs, instance, instances } = await withFleet();
    await ecs('RegisterContainerInstance', {
      cluster: 'cluster',
      instanceIdentityDocument: JSON.stringify({ instanceId: instance?.ec2InstanceId }),
      attributes: [{ name: 'new' }],
    });
    expect(await instances()).toHaveLength(2);
    expect((await instances())[0]?.attributes?.map(({ name }) => name)).not.toContain('new');
  });
});

describe('a container instance', () => {
  test('counts what its tasks take', async () => {
    const { start, one, instances } = await withFleet({
      memory: 300,
      cpu: 200,
      portMappings: [{ containerPort: 80, hostPort: 8080 }],
    });
    await start(one);
    const resource = (kind: 'registeredResources' | 'remainingResources', name: string) => async () =>
      (await instances())[0]?.[kind]?.find((candidate) => candidate.name === name);
    expect((await resource('registeredResources', 'MEMORY')())?.integerValue).toBe(1934);
    expect((await resource('remainingResources', 'MEMORY')())?.integerValue).toBe(1634);
    expect((await resource('remainingResources', 'CPU')())?.integerValue).toBe(1848);
    expect((await resource('remainingResources', 'PORTS')())?.stringSetValue).toEqual([
      '22',
      '2375',
      '2376',
      '51678',
      '51679',
      '8080',
    ]);
  });

  test('fails to be deregistered while it has tasks, unless by force', async () => {
    const { start, one, ecs, instances } = await withFleet();
    await start(one);
    await expect(ecs('DeregisterContainerInstance', { cluster: 'cluster', containerInstance: one })).rejects.toThrow(
      'Found running tasks on the instance.',
    );
    await ecs('DeregisterContainerInstance', { cluster: 'cluster', containerInstance: one, force: true });
    expect(await instances()).toHaveLength(1);
  });

  test('is found by an expression', async () => {
    const { ecs, other } = await withFleet();
    expect(
      await ecs('ListContainerInstances', { cluster: 'cluster', filter: 'attribute:ecs.availability-zone == zone-b' }),
    ).toMatchObject({ containerInstanceArns: [other] });
  });

  test('takes and loses custom attributes', async () => {
    const { ecs, one } = await withFleet();
    await ecs('PutAttributes', {
      cluster: 'cluster',
      attributes: [{ name: 'cordon', value: 'yes', targetId: one, targetType: 'container-instance' }],
    });
    const cordoned = async () =>
      (await ecs('ListContainerInstances', { cluster: 'cluster', filter: 'attribute:cordon == yes' }))
        .containerInstanceArns;
    expect(await cordoned()).toEqual([one]);
    await ecs('DeleteAttributes', { cluster: 'cluster', attributes: [{ name: 'cordon', targetId: one }] });
    expect(await cordoned()).toEqual([]);
  });
});
