import { createService, fleet, registerTask, world } from './world';

const GROUP = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1';
const DYNAMIC = { portMappings: [{ containerPort: 80, hostPort: 0 }] };
const BRIDGE = { loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 80 }] };
const CLASSIC = { loadBalancers: [{ loadBalancerName: 'old', containerName: 'web', containerPort: 80 }] };
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-1'] } };

interface Setup {
  readonly container?: Record<string, unknown>;
  readonly definition?: Record<string, unknown>;
  readonly targetType?: string;
  readonly used?: boolean;
  readonly userData?: string;
}

async function prepared({
  container = DYNAMIC,
  definition,
  targetType = 'instance',
  used = true,
  userData,
}: Setup = {}) {
  const all = world({ userData });
  await fleet(all);
  await registerTask(all, definition, { memory: 300, ...container });
  all.balancers.groups.set(GROUP, { targetType, used });
  all.balancers.classic.add('old');
  return all;
}

async function running(service: Record<string, unknown>, setup?: Setup) {
  const all = await prepared(setup);
  await createService(all, service);
  await all.settle();
  return all;
}

const script = (text: string) => Buffer.from(`#!/bin/bash\n${text}`).toString('base64');
const config = (line: string) => script(`cat > /etc/ecs/ecs.config <<'EOF'\nECS_CLUSTER=cluster\n${line}\nEOF\n`);

describe('a service behind a target group', () => {
  test('has its tasks registered by instance and port, and says where it is balanced', async () => {
    const { balancers, service } = await running({ ...BRIDGE, healthCheckGracePeriodSeconds: 60 });
    expect(balancers.targetsOf(GROUP)).toEqual(['i-1:32768', 'i-2:32768']);
    expect(await service()).toMatchObject({
      ...BRIDGE,
      healthCheckGracePeriodSeconds: 60,
      deployments: [{ rolloutState: 'COMPLETED' }],
    });
  });

  test('has two targets on an instance with two tasks', async () => {
    const { balancers } = await running({
      ...BRIDGE,
      launchType: 'EC2',
      placementStrategy: [{ type: 'binpack', field: 'memory' }],
    });
    expect(balancers.targetsOf(GROUP)).toEqual(['i-1:32768', 'i-1:32769']);
  });

  test("takes ports from its agents' range, and none that is reserved", async () => {
    const userData = config('ECS_DYNAMIC_HOST_PORT_RANGE=40000-40010\nECS_RESERVED_PORTS=[40000]');
    const { balancers } = await running(BRIDGE, { userData });
    expect(balancers.targetsOf(GROUP)).toEqual(['i-1:40001', 'i-2:40001']);
  });

  test('cannot start a task when the range is used up', async () => {
    const userData = config('ECS_DYNAMIC_HOST_PORT_RANGE=40000-40000');
    const container = { portMappings: [{ containerPort: 80 }, { containerPort: 81 }] };
    const { tasks, balancers } = await running(BRIDGE, { userData, container });
    expect(balancers.targetsOf(GROUP)).toEqual([]);
    expect((await tasks({ desiredStatus: 'STOPPED' }))[0]).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotCreateContainerError: a host port is unavailable',
    });
  });

  test('is deregistered where it stops, before it stops', async () => {
    const { balancers, ecs, tasks, tick, clock } = await running(BRIDGE);
    const [victim] = await tasks();
    await ecs('StopTask', { cluster: 'cluster', task: victim?.taskArn });
    clock.pass(10);
    await tick();
    expect(balancers.targetsOf(GROUP)).toEqual(['i-2:32768']);
    const describe = async () =>
      (
        (await ecs('DescribeTasks', { cluster: 'cluster', tasks: [victim?.taskArn] })).tasks as { lastStatus: string }[]
      )[0]?.lastStatus;
    expect(await describe()).toBe('RUNNING');
    await tick();
    expect(await describe()).toBe('STOPPED');
  });

  test('leaves an instance that drains', async () => {
    const { balancers, ecs, instances, settle } = await running(BRIDGE);
    const [first] = await instances();
    await ecs('UpdateContainerInstancesState', {
      cluster: 'cluster',
      containerInstances: [first?.containerInstanceArn],
      status: 'DRAINING',
    });
    await settle(20);
    expect(balancers.targetsOf(GROUP).map((target) => target.split(':')[0])).toEqual(['i-2', 'i-2']);
  });

  test('leaves an instance that is killed', async () => {
    const { balancers, control, settle } = await running({ ...BRIDGE, desiredCount: 1 });
    await control.kill('i-1');
    await settle(20);
    expect(balancers.targetsOf(GROUP)).toEqual(['i-2:32768']);
  });

  test('is not steady while it cannot be registered, and says why', async () => {
    const all = await prepared();
    all.balancers.refusal = 'One or more target groups not found';
    await createService(all, BRIDGE);
    await all.settle();
    expect(await all.service()).toMatchObject({
      runningCount: 2,
      deployments: [{ rolloutState: 'IN_PROGRESS' }],
      events: [
        {
          message: `(service service) failed to register targets in (target-group ${GROUP}) with (error One or more target groups not found)`,
        },
      ],
    });
    all.balancers.refusal = undefined;
    await all.settle(2);
    expect((await all.service())?.deployments?.[0]?.rolloutState).toBe('COMPLETED');
  });

  test('leaves it when it is deleted', async () => {
    const { balancers, ecs, settle } = await running(BRIDGE);
    await ecs('DeleteService', { cluster: 'cluster', service: 'service', force: true });
    await settle();
    expect(balancers.targetsOf(GROUP)).toEqual([]);
  });

  test('starts new tasks when it gets another balancer, and moves there', async () => {
    const { balancers, ecs, settle, service } = await running(BRIDGE, {
      container: { portMappings: [{ containerPort: 80 }] },
    });
    balancers.groups.set('arn:other', { targetType: 'instance', used: true });
    await ecs('UpdateService', {
      cluster: 'cluster',
      service: 'service',
      loadBalancers: [{ targetGroupArn: 'arn:other', containerName: 'web', containerPort: 80 }],
    });
    await settle(20);
    expect(balancers.targetsOf(GROUP)).toEqual([]);
    expect(balancers.targetsOf('arn:other')).toHaveLength(2);
    expect((await service())?.deployments).toHaveLength(1);
  });
});

describe('a service in the network mode awsvpc', () => {
  const definition = { networkMode: 'awsvpc' };
  const container = { portMappings: [{ containerPort: 80 }] };

  test('is registered by the addresses of its tasks, which have interfaces of their own', async () => {
    const setup = { definition, container, targetType: 'ip' };
    const { balancers, tasks } = await running({ ...BRIDGE, networkConfiguration: NETWORK }, setup);
    expect(balancers.targetsOf(GROUP)).toEqual(['10.0.0.1:80', '10.0.0.2:80']);
    expect((await tasks())[0]).toMatchObject({
      attachments: [
        {
          type: 'ElasticNetworkInterface',
          status: 'ATTACHED',
          details: expect.arrayContaining([
            { name: 'networkInterfaceId', value: 'eni-1' },
            { name: 'privateIPv4Address', value: '10.0.0.1' },
          ]),
        },
      ],
      containers: [{ networkBindings: [], networkInterfaces: [{ privateIpv4Address: '10.0.0.1' }] }],
    });
  });

  test.each(['StartTask', 'RunTask'])('%s demands its network', async (action) => {
    const { ecs, instances } = await prepared({ definition, container });
    const [first] = await instances();
    const input = action === 'StartTask' ? { containerInstances: [first?.containerInstanceArn] } : {};
    await expect(ecs(action, { cluster: 'cluster', taskDefinition: 'web', ...input })).rejects.toThrow(
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    );
  });
});

describe('a service behind a Classic Load Balancer', () => {
  const container = { portMappings: [{ containerPort: 80, hostPort: 8080 }] };

  test('has its instances registered, and one task on each', async () => {
    const { balancers, tasks } = await running({ ...CLASSIC, launchType: 'EC2', desiredCount: 3 }, { container });
    expect(balancers.targetsOf('old')).toEqual(['i-1:8080', 'i-2:8080']);
    expect(await tasks()).toHaveLength(2);
  });

  test('keeps an instance on which another of its ports is served', async () => {
    const all = await running({ ...CLASSIC, launchType: 'EC2' }, { container });
    await registerTask(
      all,
      { family: 'other' },
      { memory: 300, portMappings: [{ containerPort: 80, hostPort: 8081 }] },
    );
    await createService(all, { ...CLASSIC, launchType: 'EC2', serviceName: 'second', taskDefinition: 'other' });
    await all.settle();
    const deregister = jest.spyOn(all.balancers, 'deregister');
    await all.ecs('DeleteService', { cluster: 'cluster', service: 'second', force: true });
    await all.settle();
    expect(deregister).not.toHaveBeenCalled();
    await all.ecs('DeleteService', { cluster: 'cluster', service: 'service', force: true });
    await all.settle();
    expect(deregister).toHaveBeenCalledTimes(2);
  });
});

describe('a service fails', () => {
  test.each<[string, Setup, Record<string, unknown>, string]>([
    [
      'with a target group that no load balancer uses',
      { used: false },
      BRIDGE,
      `The target group with targetGroupArn ${GROUP} does not have an associated load balancer.`,
    ],
    [
      'with a target group that is not there',
      {},
      { loadBalancers: [{ targetGroupArn: 'arn:nothing', containerName: 'web', containerPort: 80 }] },
      'The target group arn:nothing does not exist.',
    ],
    [
      'with targets by address for a bridge',
      { targetType: 'ip' },
      BRIDGE,
      `The provided target group ${GROUP} has target type ip, which is incompatible with the bridge network mode specified in the task definition.`,
    ],
    [
      'with targets by instance for awsvpc',
      { definition: { networkMode: 'awsvpc' }, container: { portMappings: [{ containerPort: 80 }] } },
      { ...BRIDGE, networkConfiguration: NETWORK },
      `The provided target group ${GROUP} has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.`,
    ],
    [
      'with a container that is not there',
      {},
      { loadBalancers: [{ targetGroupArn: GROUP, containerName: 'app', containerPort: 80 }] },
      'The container app does not exist in the task definition.',
    ],
    [
      'with a port that is not there',
      {},
      { loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 81 }] },
      'The container web did not have a container port 81 defined.',
    ],
    [
      'with both kinds of load balancer in one',
      {},
      { loadBalancers: [{ ...BRIDGE.loadBalancers[0], loadBalancerName: 'old' }] },
      'Load balancer name and target group ARN cannot both be specified.',
    ],
    [
      'behind a Classic Load Balancer with a dynamic port',
      {},
      CLASSIC,
      'A host port mapping for the container port 80 is required.',
    ],
    [
      'behind a Classic Load Balancer in awsvpc',
      { definition: { networkMode: 'awsvpc' }, container: { portMappings: [{ containerPort: 80 }] } },
      { ...CLASSIC, networkConfiguration: NETWORK },
      'Classic Load Balancers are not supported with the awsvpc network mode.',
    ],
    [
      'behind a Classic Load Balancer that is not there',
      { container: { portMappings: [{ containerPort: 80, hostPort: 8080 }] } },
      { loadBalancers: [{ loadBalancerName: 'nobody', containerName: 'web', containerPort: 80 }] },
      "There is no ACTIVE Load Balancer named 'nobody'",
    ],
    [
      'with a grace period and no load balancer',
      {},
      { healthCheckGracePeriodSeconds: 60 },
      'Health check grace period is only valid for services configured to use load balancers',
    ],
    [
      'behind a Classic Load Balancer with rebalancing',
      { container: { portMappings: [{ containerPort: 80, hostPort: 8080 }] } },
      { ...CLASSIC, availabilityZoneRebalancing: 'ENABLED' },
      'Availability Zone rebalancing does not support a Classic Load Balancer.',
    ],
  ])('%s', async (_, setup, service, message) => {
    const all = await prepared(setup);
    await expect(createService(all, service)).rejects.toMatchObject({ code: 'InvalidParameterException', message });
  });
});

test('a fixed port that is taken keeps a task away', async () => {
  const { ecs, instances } = await running(
    { launchType: 'EC2' },
    { container: { portMappings: [{ containerPort: 80, hostPort: 8080 }] } },
  );
  const [first] = await instances();
  const input = { cluster: 'cluster', taskDefinition: 'web', containerInstances: [first?.containerInstanceArn] };
  expect(await ecs('StartTask', input)).toMatchObject({ failures: [{ reason: 'RESOURCE:PORTS' }] });
});
