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

describe('what a keeper of tasks asks', () => {
  test('lists tasks by instance, family and wish, and by who started them alone', async () => {
    const { ecs, one, other, settle } = await withFleet({ memory: 100 });
    await registerTask({ ecs }, { family: 'else' });
    const start = (taskDefinition: string, startedBy: string) =>
      ecs('StartTask', { cluster: 'cluster', taskDefinition, containerInstances: [one, other], startedBy });
    await start('web', 'keeper/web');
    await start('else', 'somebody');
    await settle(2);
    const count = async (filter: object) =>
      ((await ecs('ListTasks', { cluster: 'cluster', ...filter })).taskArns as string[]).length;
    expect(await count({})).toBe(4);
    expect(await count({ containerInstance: one })).toBe(2);
    expect(await count({ containerInstance: one, family: 'web', desiredStatus: 'RUNNING' })).toBe(1);
    expect(await count({ desiredStatus: 'STOPPED' })).toBe(0);
    expect(await count({ startedBy: 'keeper/web' })).toBe(2);
    await expect(count({ startedBy: 'keeper/web', family: 'web' })).rejects.toThrow(
      'startedBy must be the only filter of ListTasks.',
    );
    await expect(start('web', 'keeper web')).rejects.toThrow(
      'startedBy may have up to 128 letters, numbers, hyphens, slashes and underscores.',
    );
  });

  test.each([
    ['DescribeTasks', 'tasks'],
    ['DescribeContainerInstances', 'containerInstances'],
  ])('%s takes a hundred at once, and not none', async (action, member) => {
    const { ecs } = await withFleet();
    const describe = (count: number) =>
      ecs(action, { cluster: 'cluster', [member]: Array.from({ length: count }, () => 'nobody') });
    await expect(describe(100)).resolves.toBeDefined();
    await expect(describe(101)).rejects.toThrow(`${member} must name 1 to 100, got 101`);
    await expect(describe(0)).rejects.toThrow('cannot be empty.');
  });

  test('StartTask takes ten instances', async () => {
    const { start, one } = await withFleet();
    await expect(start(...Array.from({ length: 11 }, () => one))).rejects.toThrow(
      'containerInstances must name 1 to 10 instances, got 11',
    );
  });

  test('learns how a task ended', async () => {
    const { start, one, settle, tasks, control, events } = await withFleet();
    await start(one);
    await settle(2);
    const [task] = await tasks();
    control.exitTask(String(task?.taskArn), 137);
    const ended = {
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      startedAt: expect.any(Date),
      stoppedAt: expect.any(Date),
      containers: [{ exitCode: 137 }],
    };
    expect(await tasks({ desiredStatus: 'STOPPED' })).toMatchObject([ended]);
    expect(events.details('ECS Task State Change').at(-1)).toMatchObject({
      clusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/cluster',
      containerInstanceArn: one,
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      version: expect.any(Number),
    });
    expect(() => control.exitTask(String(task?.taskArn))).toThrow('TaskNotRunning: there is no running task arn:');
  });

  test('hears of an instance when it registers and with each of its tasks', async () => {
    const { start, one, events } = await withFleet();
    const news = () =>
      events
        .details('ECS Container Instance State Change')
        .map((detail) => detail as { containerInstanceArn: string; status: string; pendingTasksCount: number })
        .filter(({ containerInstanceArn }) => containerInstanceArn === one)
        .map(({ status, pendingTasksCount }) => `${status} ${pendingTasksCount}`);
    expect(news()).toEqual(['ACTIVE 0']);
    await start(one);
    expect(news()).toEqual(['ACTIVE 0', 'ACTIVE 1']);
  });

  test('may be given a burst of instances that have no machine', async () => {
    const { control, ecs, events } = await withFleet();
    const arns = await control.registerMachineless({
      cluster: 'cluster',
      count: 200,
      attributes: { 'ecs-groundwork.group': 'batch' },
    });
    expect(new Set(arns).size).toBe(200);
    const filter = 'attribute:ecs-groundwork.group == batch and agentConnected == true';
    const list = (nextToken?: unknown) => ecs('ListContainerInstances', { cluster: 'cluster', filter, nextToken });
    const { containerInstanceArns: first, nextToken } = await list();
    const { containerInstanceArns: second } = await list(nextToken);
    expect([...(first as string[]), ...(second as string[])].sort()).toEqual([...arns].sort());
    expect(events.details('ECS Container Instance State Change')).toHaveLength(202);
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
