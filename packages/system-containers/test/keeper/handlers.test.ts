import type { CustomResourceEvent } from '../../src/keeper/custom-resource';
import { KEEPER_ENVIRONMENT, settingsFrom } from '../../src/keeper/keeper-environment';
import { handler as keep } from '../../src/keeper/keeper.lambda';
import { handler as stopTasks } from '../../src/keeper/stop-tasks.lambda';
import { type Call, FakeApi } from './fake-api';

const api = new FakeApi();
let said: string[];

beforeAll(async () => {
  await api.start();
  Object.assign(process.env, {
    [KEEPER_ENVIRONMENT.cluster]: 'arn:cluster',
    [KEEPER_ENVIRONMENT.taskDefinition]: 'agent:1',
    [KEEPER_ENVIRONMENT.startedBy]: 'me',
    [KEEPER_ENVIRONMENT.instances]: 'attribute:group == default',
    [KEEPER_ENVIRONMENT.clusterName]: 'cluster',
    [KEEPER_ENVIRONMENT.groupName]: 'default',
    [KEEPER_ENVIRONMENT.containerName]: 'agent',
  });
});
beforeEach(() => {
  api.reset();
  said = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => said.push(line));
});
afterAll(() => api.stop());

const lines = () => said.map((line) => JSON.parse(line) as Record<string, unknown>);
const INSTANCE = { containerInstanceArn: 'a', ec2InstanceId: 'i-1', status: 'ACTIVE', agentConnected: true };
const TASK = { taskArn: 't', containerInstanceArn: 'a', startedBy: 'me', taskDefinitionArn: 'agent:1' };

/** A cluster with one instance of the group, and no task yet. */
function oneInstance({ action, input }: Call): object {
  switch (action) {
    case 'ListContainerInstances':
      return { containerInstanceArns: input.status === 'DRAINING' ? [] : ['a'] };
    case 'DescribeContainerInstances':
      return { containerInstances: [INSTANCE] };
    case 'StartTask':
      return { tasks: [{ ...TASK, lastStatus: 'PENDING', desiredStatus: 'RUNNING' }] };
    default:
      return {};
  }
}

describe('the keeper’s function', () => {
  test('looks at the instance that an event names, and says what it did', async () => {
    api.answer = oneInstance;
    await keep({ instance: 'a' });
    expect(api.calls[0]).toEqual({
      action: 'DescribeContainerInstances',
      input: { cluster: 'arn:cluster', containerInstances: ['a'] },
    });
    expect(api.calls.find(({ action }) => action === 'StartTask')?.input).toEqual({
      cluster: 'arn:cluster',
      containerInstances: ['a'],
      taskDefinition: 'agent:1',
      startedBy: 'me',
    });
    expect(lines()).toEqual([{ action: 'start', instance: 'a', task: 't' }]);
  });

  test('looks at all of them when none is named, and says how many were missing', async () => {
    api.answer = oneInstance;
    await keep({});
    expect(api.actions()).toContain('StartTask');
    const [, metric] = lines();
    expect(metric).toEqual({
      _aws: {
        Timestamp: expect.any(Number) as number,
        CloudWatchMetrics: [
          {
            Namespace: 'EcsGroundwork/SystemContainers',
            Dimensions: [['ClusterName', 'InstanceGroup', 'Container']],
            Metrics: [{ Name: 'Missing', Unit: 'Count' }],
          },
        ],
      },
      ClusterName: 'cluster',
      InstanceGroup: 'default',
      Container: 'agent',
      Missing: 1,
    });
  });

  test('waits and asks again when ECS is asked too often', async () => {
    let throttled = 1;
    api.answer = (call) =>
      throttled-- > 0 ? { error: 'ThrottlingException', message: 'Rate exceeded' } : oneInstance(call);
    await keep({ instance: 'a' });
    expect(api.actions().slice(0, 2)).toEqual(Array(2).fill('DescribeContainerInstances'));
    expect(api.actions()).toContain('StartTask');
  });

  test('fails with the reason, so that Lambda repeats the event', async () => {
    api.answer = () => ({ error: 'AccessDeniedException', message: 'not you' });
    await expect(keep({ instance: 'a' })).rejects.toThrow('not you');
  });

  test('says which variable it lacks', () => {
    expect(() => settingsFrom({})).toThrow('the function’s variable CLUSTER is not set');
  });
});

function request(RequestType: CustomResourceEvent['RequestType']): CustomResourceEvent {
  return {
    RequestType,
    ResponseURL: `${api.url}/answer`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Resource',
    ResourceProperties: { Cluster: 'arn:cluster', StartedBy: 'me' },
  };
}

const answered = () => api.calls.find(({ action }) => action === 'PUT')?.input;

describe('the custom resource', () => {
  const context = { getRemainingTimeInMillis: () => 900_000 };

  test.each(['Create', 'Update'] as const)('does nothing on %s and says so', async (type) => {
    await stopTasks(request(type), context);
    expect(api.actions()).toEqual(['PUT']);
    expect(answered()).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'me',
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Resource',
    });
  });

  test('stops the tasks on Delete, and looks again after a while', async () => {
    api.answer = ({ action }) => {
      const stopped = api.actions().includes('StopTask');
      return action === 'ListTasks' && !stopped ? { taskArns: ['t'] } : {};
    };
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
    const handled = stopTasks(request('Delete'), context);
    while (!answered()) {
      await jest.advanceTimersByTimeAsync(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    jest.useRealTimers();
    await handled;
    expect(api.actions()).toEqual(['ListTasks', 'StopTask', 'DescribeTasks', 'ListTasks', 'DescribeTasks', 'PUT']);
    expect(answered()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'me' });
  });

  test('says why it failed', async () => {
    api.answer = ({ action }) => (action === 'PUT' ? {} : { error: 'AccessDeniedException', message: 'not you' });
    await stopTasks(request('Delete'), context);
    expect(answered()).toMatchObject({ Status: 'FAILED', Reason: 'not you' });
    expect(lines()).toEqual([{ request: 'Delete', startedBy: 'me', status: 'FAILED', reason: 'not you' }]);
  });

  test('gives up with an answer while there is time for one', async () => {
    api.answer = ({ action }) => (action === 'ListTasks' ? { taskArns: ['t'] } : {});
    await stopTasks(request('Delete'), { getRemainingTimeInMillis: () => 30_000 });
    expect(answered()).toMatchObject({ Status: 'FAILED' });
  });

  test('fails when CloudFormation does not take the answer', async () => {
    api.answer = () => ({ error: 'Expired', message: 'too late' });
    await expect(stopTasks(request('Create'), context)).rejects.toThrow(
      'CloudFormation did not take the answer: 400 Bad Request',
    );
  });
});
