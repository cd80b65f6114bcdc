import { ECSClient } from '@aws-sdk/client-ecs';
import { Ecs } from '../../src/keeper/ecs';
import { FakeApi } from './fake-api';

const api = new FakeApi();
let ecs: Ecs;

beforeAll(async () => {
  await api.start();
  ecs = new Ecs(new ECSClient({}), { cluster: 'arn:cluster', instances: 'attribute:group == default' });
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

describe('ECS is asked', () => {
  test('for the active instances of the group that can start tasks, page by page', async () => {
    api.answer = ({ input }) =>
      input.nextToken ? { containerInstanceArns: ['b'] } : { containerInstanceArns: ['a'], nextToken: 'more' };
    expect(await ecs.members('ACTIVE')).toEqual(['a', 'b']);
    expect(api.calls[0]).toEqual({
      action: 'ListContainerInstances',
      input: {
        cluster: 'arn:cluster',
        filter: 'attribute:group == default and agentConnected == true',
        status: 'ACTIVE',
      },
    });
    expect(api.calls[1].input.nextToken).toBe('more');
  });

  test('for the draining ones, connected or not', async () => {
    await ecs.members('DRAINING');
    expect(api.calls[0].input).toMatchObject({ filter: 'attribute:group == default', status: 'DRAINING' });
  });

  test('which instances are of the group, in any status', async () => {
    await ecs.membersAmong(['i-1', 'i-2']);
    expect(api.calls[0].input).toEqual({
      cluster: 'arn:cluster',
      filter: 'attribute:group == default and ec2InstanceId in [i-1, i-2]',
    });
  });

  test('what instances are', async () => {
    api.answer = () => ({
      containerInstances: [
        { containerInstanceArn: 'a', ec2InstanceId: 'i-1', status: 'DRAINING', agentConnected: true },
        { containerInstanceArn: 'b', ec2InstanceId: 'i-2', status: 'ACTIVE' },
      ],
      failures: [{ arn: 'c', reason: 'MISSING' }],
    });
    expect(await ecs.describeInstances(['a', 'b', 'c'])).toEqual([
      { arn: 'a', ec2InstanceId: 'i-1', status: 'DRAINING', agentConnected: true },
      { arn: 'b', ec2InstanceId: 'i-2', status: 'ACTIVE', agentConnected: false },
    ]);
    expect(api.calls[0].input).toEqual({ cluster: 'arn:cluster', containerInstances: ['a', 'b', 'c'] });
  });

  test('for all tasks on an instance, but no more than a few pages of them', async () => {
    api.answer = () => ({ taskArns: ['t'], nextToken: 'always more' });
    expect(await ecs.tasksOn('a', 'STOPPED')).toEqual(['t', 't', 't', 't', 't']);
    expect(api.calls[0].input).toEqual({ cluster: 'arn:cluster', containerInstance: 'a', desiredStatus: 'STOPPED' });
  });

  test('for the tasks of a keeper by nothing else: ECS takes no other filter beside it', async () => {
    api.answer = () => ({ taskArns: ['t'] });
    expect(await ecs.tasksStartedBy('me')).toEqual(['t']);
    expect(api.calls[0].input).toEqual({ cluster: 'arn:cluster', startedBy: 'me' });
  });

  test('what tasks are', async () => {
    const at = 1_700_000_000;
    api.answer = () => ({
      tasks: [
        {
          taskArn: 't',
          containerInstanceArn: 'a',
          taskDefinitionArn: 'agent:1',
          group: 'family:agent',
          startedBy: 'me',
          lastStatus: 'STOPPED',
          desiredStatus: 'STOPPED',
          healthStatus: 'UNKNOWN',
          createdAt: at,
          startedAt: at + 1,
          stoppedAt: at + 2,
          stopCode: 'UserInitiated',
          stoppedReason: 'because',
        },
        { taskArn: 'u' },
      ],
    });
    const [task, bare] = await ecs.describeTasks(['t', 'u']);
    expect(task).toEqual({
      arn: 't',
      instance: 'a',
      taskDefinition: 'agent:1',
      group: 'family:agent',
      startedBy: 'me',
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      healthStatus: 'UNKNOWN',
      createdAt: at * 1000,
      startedAt: (at + 1) * 1000,
      stoppedAt: (at + 2) * 1000,
      stopCode: 'UserInitiated',
      stoppedReason: 'because',
    });
    expect(bare).toMatchObject({ arn: 'u', startedBy: '', startedAt: undefined });
  });

  test('which services are daemons', async () => {
    api.answer = () => ({
      services: [
        { serviceName: 'web', schedulingStrategy: 'REPLICA' },
        { serviceName: 'node', schedulingStrategy: 'DAEMON' },
      ],
    });
    expect(await ecs.daemonsAmong(['web', 'node', 'gone'])).toEqual(['node']);
    expect(api.calls[0].input).toEqual({ cluster: 'arn:cluster', services: ['web', 'node', 'gone'] });
  });

  test('to start tasks, and says where it would not', async () => {
    api.answer = () => ({
      tasks: [{ taskArn: 't', containerInstanceArn: 'a' }],
      failures: [{ arn: 'b', reason: 'INACTIVE' }],
    });
    const { tasks, refusals } = await ecs.startTask(['a', 'b'], 'agent:1', 'me');
    expect(tasks).toMatchObject([{ arn: 't', instance: 'a' }]);
    expect(refusals).toEqual([{ instance: 'b', reason: 'INACTIVE' }]);
    expect(api.calls[0].input).toEqual({
      cluster: 'arn:cluster',
      containerInstances: ['a', 'b'],
      taskDefinition: 'agent:1',
      startedBy: 'me',
    });
  });

  test('to stop a task', async () => {
    await ecs.stopTask('t', 'because');
    expect(api.calls).toEqual([
      { action: 'StopTask', input: { cluster: 'arn:cluster', task: 't', reason: 'because' } },
    ]);
  });
});

describe('what is gone', () => {
  test('needs no stopping: a task', async () => {
    api.answer = () => ({ error: 'InvalidParameterException', message: 'The referenced task was not found.' });
    await expect(ecs.stopTask('t', 'because')).resolves.toBeUndefined();
  });

  test('has no tasks: a cluster', async () => {
    api.answer = () => ({ error: 'ClusterNotFoundException', message: 'Cluster not found.' });
    expect(await ecs.tasksStartedBy('me')).toEqual([]);
  });

  test('is not mistaken for what is forbidden', async () => {
    api.answer = () => ({ error: 'AccessDeniedException', message: 'not you' });
    await expect(ecs.stopTask('t', 'because')).rejects.toThrow('not you');
    await expect(ecs.tasksStartedBy('me')).rejects.toThrow('not you');
  });
});
