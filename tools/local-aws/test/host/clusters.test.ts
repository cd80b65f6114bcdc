import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { startLocalAws, type LocalAws } from '../../src';
import { eventually } from '../support/eventually';
import { TEST_PYTHON } from '../support/python';
import { clustersTemplate, type ClustersOptions } from './clusters-template';

/** An hour of AWS in six seconds. */
const PACE = 600;

/** Two clusters in one stack and a third in another; what one test leaves, the next begins with. */
describe('several clusters in one account', () => {
  let localAws: LocalAws;
  let cloudFormation: CloudFormation;
  let image: string;

  beforeAll(async () => {
    localAws = await startLocalAws({ python: TEST_PYTHON, pace: PACE });
    const { url: endpoint, account } = localAws;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    cloudFormation = new CloudFormation({ endpoint, region: account.region, credentials });
    const Filters = [{ Name: 'architecture', Values: ['x86_64'] }];
    image = (await localAws.clients.ec2.describeImages({ Filters })).Images?.[0]?.ImageId ?? '';
  });
  afterAll(async () => {
    cloudFormation?.destroy();
    await localAws?.close();
  });

  /** The stack's status once nothing moves any more; nothing when the stack is gone. */
  const ended = (StackName: string) =>
    eventually(`stack ${StackName} to come to an end`, async () => {
      const { Stacks: [stack] = [] } = await cloudFormation.describeStacks({ StackName }).catch(() => ({ Stacks: [] }));
      return stack?.StackStatus?.endsWith('_IN_PROGRESS') ? undefined : (stack?.StackStatus ?? 'gone');
    });
  const create = async (StackName: string, options: Omit<ClustersOptions, 'image'>) => {
    await cloudFormation.createStack({ StackName, TemplateBody: clustersTemplate({ image, ...options }) });
    return ended(StackName);
  };
  const instancesOf = async (cluster: string) => {
    const { ecs } = localAws.clients;
    const { containerInstanceArns = [] } = await ecs.listContainerInstances({ cluster });
    const described = await ecs.describeContainerInstances({ cluster, containerInstances: containerInstanceArns });
    return (described.containerInstances ?? []).map(({ ec2InstanceId }) => String(ec2InstanceId));
  };
  const targetsOf = async (cluster: string) => {
    const { elbv2 } = localAws.clients;
    const { TargetGroups } = await elbv2.describeTargetGroups({ Names: [`${cluster}-targets`] });
    const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn;
    const { TargetHealthDescriptions = [] } = await elbv2.describeTargetHealth({ TargetGroupArn });
    return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
      id: String(Target?.Id),
      port: Number(Target?.Port),
      state: TargetHealth?.State,
    }));
  };
  const ownInterfaces = async () =>
    ((await localAws.clients.ec2.describeNetworkInterfaces({})).NetworkInterfaces ?? []).filter(
      ({ Description = '' }) => Description.startsWith('arn:aws:ecs:eu-west-1:123456789012:attachment/'),
    );

  test('have each the instances whose user data names them', async () => {
    const clusters = [
      { name: 'red', network: 'bridge' },
      { name: 'blue', network: 'awsvpc' },
    ] as const;
    expect(await create('two', { clusters, logGroup: '/shared' })).toBe('CREATE_COMPLETE');
    const third = [{ name: 'green', network: 'bridge' }] as const;
    expect(await create('one', { clusters: third, logGroup: '/own' })).toBe('CREATE_COMPLETE');
    const members = await Promise.all(['red', 'blue', 'green'].map(instancesOf));
    expect(members.map((instances) => instances.length)).toEqual([2, 2, 2]);
    expect(new Set(members.flat()).size).toBe(6);
  });

  test('have a service in bridge mode registered by instances and ports of their range, and healthy', async () => {
    const targets = await targetsOf('red');
    expect(targets.map(({ state }) => state)).toEqual(['healthy', 'healthy', 'healthy']);
    expect(new Set(targets.map(({ id }) => id))).toEqual(new Set(await instancesOf('red')));
    expect(targets.filter(({ port }) => port < 40000 || port > 40100)).toEqual([]);
  });

  test('have a service in awsvpc mode registered by the addresses of interfaces that exist', async () => {
    const targets = await targetsOf('blue');
    expect(targets.map(({ port, state }) => [port, state])).toEqual(targets.map(() => [80, 'healthy']));
    const interfaces = await ownInterfaces();
    expect(interfaces.map(({ PrivateIpAddress }) => PrivateIpAddress).sort()).toEqual(
      targets.map(({ id }) => id).sort(),
    );
    expect(interfaces[0]?.Groups).toMatchObject([{ GroupName: expect.stringMatching(/^two-SecurityGroup-/) }]);
  });

  test('have one task of a daemon service on each instance', async () => {
    const { ecs } = localAws.clients;
    const { taskArns: tasks = [] } = await ecs.listTasks({ cluster: 'red', serviceName: 'daemon' });
    const described = (await ecs.describeTasks({ cluster: 'red', tasks })).tasks ?? [];
    expect(described).toHaveLength(2);
    expect(new Set(described.map(({ containerInstanceArn }) => containerInstanceArn)).size).toBe(2);
  });

  test('cannot both have a log group of the same explicit name', async () => {
    expect(await create('late', { clusters: [], logGroup: '/shared' })).toBe('ROLLBACK_COMPLETE');
    const { StackEvents = [] } = await cloudFormation.describeStackEvents({ StackName: 'late' });
    expect(StackEvents.map(({ ResourceStatusReason = '' }) => ResourceStatusReason)).toContainEqual(
      expect.stringContaining('The specified log group already exists'),
    );
  });

  test('go without a trace, and the one in the other stack does not notice', async () => {
    await cloudFormation.deleteStack({ StackName: 'two' });
    expect(await ended('two')).toBe('gone');
    expect((await targetsOf('green')).map(({ state }) => state)).toEqual(['healthy', 'healthy', 'healthy']);
    expect(await ownInterfaces()).toEqual([]);
  });
});
