import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { startLocalAws, type LocalAws } from '../../src';
import { eventually } from '../support/eventually';
import { TEST_PYTHON } from '../support/python';
import { template, type TemplateOptions } from './stack-template';

/** An hour of AWS in six seconds. */
const PACE = 600;

/** The tests are the life of one stack, in order: what one leaves, the next begins with. */
describe('a stack with a cluster on local AWS', () => {
  let localAws: LocalAws;
  let cloudFormation: CloudFormation;
  let images: string[];

  beforeAll(async () => {
    localAws = await startLocalAws({ python: TEST_PYTHON, pace: PACE });
    cloudFormation = new CloudFormation({
      endpoint: localAws.url,
      region: localAws.account.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { Images = [] } = await localAws.clients.ec2.describeImages({
      Filters: [{ Name: 'architecture', Values: ['x86_64'] }],
    });
    images = Images.flatMap(({ ImageId }) => ImageId ?? []);
  });

  afterAll(async () => {
    cloudFormation?.destroy();
    await localAws?.close();
  });

  const finished = async (states: string[]) =>
    eventually(`the stack to be ${states.join(' or ')}`, async () => {
      const { Stacks: [stack] = [] } = await cloudFormation.describeStacks({ StackName: 'stack' });
      return states.find((state) => state === stack?.StackStatus);
    });
  const reasons = async () => {
    const { StackEvents = [] } = await cloudFormation.describeStackEvents({ StackName: 'stack' });
    return StackEvents.flatMap(({ ResourceStatus = '', ResourceStatusReason = '' }) =>
      ResourceStatus.endsWith('_FAILED') ? [ResourceStatusReason] : [],
    );
  };
  const body = (options: Partial<TemplateOptions> = {}) =>
    template({ image: images[0] ?? '', family: 'web', ...options });
  const group = async () => (await localAws.clients.autoScaling.describeAutoScalingGroups({})).AutoScalingGroups?.[0];
  const runningTasks = async () => {
    const { ecs } = localAws.clients;
    const { taskArns = [] } = await ecs.listTasks({ cluster: 'cluster' });
    return taskArns.length === 0
      ? []
      : ((await ecs.describeTasks({ cluster: 'cluster', tasks: taskArns })).tasks ?? []);
  };

  test('launches real instances, one in each zone, as the launch template says', async () => {
    await cloudFormation.createStack({ StackName: 'stack', TemplateBody: body() });
    await finished(['CREATE_COMPLETE']);
    const Filters = [{ Name: 'tag:aws:autoscaling:groupName', Values: ['group'] }];
    const { Reservations = [] } = await localAws.clients.ec2.describeInstances({ Filters });
    const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
    expect(instances.map(({ Placement }) => Placement?.AvailabilityZone).sort()).toEqual(['eu-west-1a', 'eu-west-1b']);
    for (const { ImageId, InstanceType, SecurityGroups, State, Tags } of instances) {
      expect({ ImageId, InstanceType, State: State?.Name }).toEqual({
        ImageId: images[0],
        InstanceType: 't3.small',
        State: 'running',
      });
      expect(SecurityGroups?.map(({ GroupName }) => GroupName)).toEqual([
        expect.stringMatching(/^stack-SecurityGroup-/),
      ]);
      expect(Tags).toContainEqual({ Key: 'team', Value: 'blue' });
      expect(Tags).toContainEqual({ Key: 'aws:cloudformation:stack-name', Value: 'stack' });
    }
  });

  test('registers them by their user data and runs the service spread over them', async () => {
    const { ecs } = localAws.clients;
    const { containerInstanceArns = [] } = await ecs.listContainerInstances({ cluster: 'cluster' });
    const { containerInstances = [] } = await ecs.describeContainerInstances({
      cluster: 'cluster',
      containerInstances: containerInstanceArns,
    });
    const ids = (await group())?.Instances?.map(({ InstanceId }) => InstanceId);
    expect(containerInstances.map(({ ec2InstanceId }) => ec2InstanceId).sort()).toEqual(ids?.sort());
    expect(
      (await runningTasks()).map(({ lastStatus, availabilityZone }) => [lastStatus, availabilityZone]).sort(),
    ).toEqual([
      ['RUNNING', 'eu-west-1a'],
      ['RUNNING', 'eu-west-1b'],
    ]);
    const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: 'web' });
    expect(taskDefinition?.containerDefinitions?.[0]?.dockerLabels).toEqual({ Team: 'blue' });
  });

  test('replaces the instances when the image changes, and keeps the service running', async () => {
    await cloudFormation.updateStack({ StackName: 'stack', TemplateBody: body({ image: images[1] }) });
    await finished(['UPDATE_COMPLETE']);
    expect((await group())?.Instances?.map(({ ImageId, LifecycleState }) => [ImageId, LifecycleState])).toEqual([
      [images[1], 'InService'],
      [images[1], 'InService'],
    ]);
    expect((await runningTasks()).filter(({ lastStatus }) => lastStatus === 'RUNNING')).toHaveLength(2);
  });

  test('goes back when the tasks of a new definition cannot start', async () => {
    localAws.control.failTasks('broken', 'CannotPullContainerError: no such image');
    await cloudFormation.updateStack({
      StackName: 'stack',
      TemplateBody: body({ image: images[1], family: 'broken' }),
    });
    await finished(['UPDATE_ROLLBACK_COMPLETE']);
    expect(await reasons()).toContainEqual(
      expect.stringContaining("Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'."),
    );
    expect(
      (await runningTasks()).map(({ taskDefinitionArn = '', lastStatus }) => [
        taskDefinitionArn.split('/')[1],
        lastStatus,
      ]),
    ).toEqual([
      ['web:1', 'RUNNING'],
      ['web:1', 'RUNNING'],
    ]);
  });

  test('fails to be deleted while the instances are protected, and says so', async () => {
    await cloudFormation.deleteStack({ StackName: 'stack' });
    await finished(['DELETE_FAILED']);
    expect(await reasons()).toContainEqual(expect.stringContaining('2 left, of which 2 are protected from scale-in'));
  });

  test('is deleted once they are not, and leaves no instance', async () => {
    const { autoScaling, ec2, ecs } = localAws.clients;
    const InstanceIds = (await group())?.Instances?.flatMap(({ InstanceId }) => InstanceId ?? []);
    await autoScaling.setInstanceProtection({
      AutoScalingGroupName: 'group',
      InstanceIds,
      ProtectedFromScaleIn: false,
    });
    await cloudFormation.deleteStack({ StackName: 'stack' });
    await eventually('the stack to be gone', () =>
      cloudFormation.describeStacks({ StackName: 'stack' }).then(
        () => undefined,
        () => true,
      ),
    );
    const { Reservations = [] } = await ec2.describeInstances({
      Filters: [{ Name: 'instance-state-name', Values: ['running'] }],
    });
    expect(Reservations).toEqual([]);
    expect((await ecs.listClusters({})).clusterArns).toEqual([]);
  });
});
