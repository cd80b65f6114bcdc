import { gunzipSync } from 'node:zlib';
import { generationText } from '../../src/rollout/generation-text';
import type { ProviderEvent } from '../../src/rollout/handlers';
import { isComplete, onEvent, settle } from '../../src/rollout/rollout.lambda';
import { type Call, FakeApi } from '../keeper/fake-api';

const NAME = '/ecs-groundwork/test/default/one';
const PROPERTIES = {
  ParameterName: NAME,
  DocumentName: 'converge',
  TagKey: 'ecs-groundwork:instance-group',
  TagValue: 'test/default',
  GroupName: 'default',
  Concurrency: '10%',
  PatienceSeconds: '3000',
};
const event = (RequestType: ProviderEvent['RequestType'], content = 'new'): ProviderEvent => ({
  RequestType,
  RequestId: 'request-2',
  StackId: 'arn:stack',
  PhysicalResourceId: NAME,
  ResourceProperties: { ...PROPERTIES, Content: content },
});

const api = new FakeApi();
let said: Record<string, unknown>[];

beforeAll(() => api.start());
beforeEach(() => {
  api.reset();
  said = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => said.push(JSON.parse(line) as object as never));
});
afterAll(() => api.stop());

const seconds = () => Date.now() / 1000;
const version = (Version: number, content: string, more: object = {}) => ({
  Version,
  Value: generationText(content),
  Description: `System containers of group default, written for request request-${Version}`,
  LastModifiedDate: seconds(),
  Labels: [],
  ...more,
});
const approved = (Version: number, content: string) => version(Version, content, { Labels: ['approved'] });
const command = (mode: string, number: number, more: object = {}) => ({
  CommandId: `${mode}-${number}`,
  Status: 'Success',
  RequestedDateTime: seconds(),
  Parameters: { mode: [mode], parameter: [NAME], version: [`${number}`] },
  Targets: [{ Key: 'tag:ecs-groundwork:instance-group', Values: ['test/default'] }],
  ...more,
});
const invocation = (InstanceId: string, StatusDetails: string, Output = '') => ({
  InstanceId,
  StatusDetails,
  CommandPlugins: [{ Output }],
});

interface There {
  readonly versions?: object[];
  readonly commands?: object[];
  readonly invocations?: object[];
  readonly reached?: string[];
  readonly stack?: string;
}

const INSTANCE = '<member><InstanceId>i</InstanceId><LifecycleState>InService</LifecycleState></member>';

/** Systems Manager, Auto Scaling with 20 instances in service and one that starts, and CloudFormation. */
function there({ versions = [], commands = [], invocations = [], reached = [], stack = 'UPDATE_IN_PROGRESS' }: There) {
  return ({ action }: Call): object | string => {
    switch (action) {
      case 'DescribeAutoScalingGroups':
        return `<R><DescribeAutoScalingGroupsResult><AutoScalingGroups><member><Instances>${INSTANCE.repeat(20)}${INSTANCE.replace(
          'InService',
          'Pending:Wait',
        )}</Instances></member></AutoScalingGroups></DescribeAutoScalingGroupsResult></R>`;
      case 'DescribeStacks':
        return `<R><DescribeStacksResult><Stacks><member><StackStatus>${stack}</StackStatus></member></Stacks></DescribeStacksResult></R>`;
      case 'GetParameterHistory':
        return versions.length > 0 ? { Parameters: versions } : { error: 'ParameterNotFound', message: 'no' };
      case 'ListCommands':
        return { Commands: commands };
      case 'ListCommandInvocations':
        return { CommandInvocations: invocations };
      case 'DescribeInstanceInformation':
        return { InstanceInformationList: reached.map((InstanceId) => ({ InstanceId })) };
      case 'DeleteParameter':
        return versions.length > 0 ? {} : { error: 'ParameterNotFound', message: 'no' };
      default:
        return {};
    }
  };
}

const inputOf = (action: string) => api.calls.find((call) => call.action === action)?.input;

describe('a request of CloudFormation', () => {
  test('writes the content down, compressed, with the request that wanted it', async () => {
    api.answer = there({ versions: [approved(1, 'old')] });
    expect(await onEvent(event('Update'))).toEqual({ PhysicalResourceId: NAME });
    const input = inputOf('PutParameter');
    expect(input).toMatchObject({
      Name: NAME,
      Description: 'System containers of group default, written for request request-2',
      Type: 'String',
      Tier: 'Intelligent-Tiering',
      Overwrite: true,
    });
    expect(gunzipSync(Buffer.from(String(input?.Value), 'base64')).toString()).toBe('new');
  });

  test('writes nothing a second time, and nothing that is there', async () => {
    api.answer = there({ versions: [approved(1, 'old'), version(2, 'new')] });
    await onEvent(event('Update'));
    api.answer = there({ versions: [approved(1, 'new')] });
    await onEvent(event('Update'));
    expect(api.actions()).not.toContain('PutParameter');
  });

  test('deletes its parameter, also when it is gone', async () => {
    api.answer = there({});
    expect(await onEvent(event('Delete'))).toEqual({ PhysicalResourceId: NAME });
    expect(inputOf('DeleteParameter')).toEqual({ Name: NAME });
    expect(await isComplete(event('Delete'))).toEqual({ IsComplete: true });
  });
});

describe('a look of the waiter', () => {
  test('rolls out to a tenth of the instances in service at a time, and halts at the first failure', async () => {
    api.answer = there({ versions: [approved(1, 'old'), version(2, 'new')] });
    expect(await isComplete(event('Update'))).toEqual({ IsComplete: false });
    expect(inputOf('SendCommand')).toEqual({
      DocumentName: 'converge',
      Comment: 'default: update 2',
      Parameters: { mode: ['update'], parameter: [NAME], version: ['2'] },
      Targets: [{ Key: 'tag:ecs-groundwork:instance-group', Values: ['test/default'] }],
      MaxConcurrency: '2',
      MaxErrors: '0',
      TimeoutSeconds: 60,
    });
    expect(inputOf('DescribeAutoScalingGroups')).toMatchObject({
      'Filters.member.1.Name': 'tag:ecs-groundwork:instance-group',
      'Filters.member.1.Values.member.1': 'test/default',
    });
    expect(inputOf('ListCommands')).toMatchObject({ Filters: [{ key: 'DocumentName', value: 'converge' }] });
  });

  test('waits while hosts are asked, and asks none of them what it said', async () => {
    const commands = [command('update', 2, { Status: 'InProgress' })];
    api.answer = there({ versions: [approved(1, 'old'), version(2, 'new')], commands });
    expect(await isComplete(event('Update'))).toEqual({ IsComplete: false });
    expect(api.actions()).not.toContain('SendCommand');
    expect(api.actions()).not.toContain('ListCommandInvocations');
  });

  test('approves what every host ran, and then tells them all', async () => {
    api.answer = there({
      versions: [approved(1, 'old'), version(2, 'new')],
      commands: [
        command('update', 2),
        command('update', 2, { Parameters: { mode: ['update'], parameter: ['/other'] } }),
      ],
      invocations: [invocation('i-1', 'Success'), invocation('i-2', 'Delivery Timed Out')],
    });
    expect(await isComplete(event('Update'))).toEqual({
      IsComplete: true,
      Data: { Note: 'every instance that was reached runs it' },
    });
    expect(inputOf('LabelParameterVersion')).toEqual({ Name: NAME, ParameterVersion: 2, Labels: ['approved'] });
    expect(inputOf('SendCommand')).toMatchObject({
      Parameters: { mode: ['approved'], parameter: [NAME], version: ['2'] },
      MaxConcurrency: '2',
      MaxErrors: '100%',
    });
    const changes = api.actions().filter((action) => /^(Label|Send)/.test(action));
    expect(changes).toEqual(['LabelParameterVersion', 'SendCommand']);
  });

  test.each(['Failed', 'ExecutionTimedOut'])('fails with the words of a host that ended with %s', async (status) => {
    api.answer = there({
      versions: [approved(1, 'old'), version(2, 'new')],
      commands: [command('update', 2, { Status: 'Failed' })],
      invocations: [
        invocation('i-1', 'Success'),
        invocation('i-2', status, 'no health'),
        invocation('i-3', 'Terminated'),
      ],
    });
    await expect(isComplete(event('Update'))).rejects.toThrow(
      'generation 2 of the system containers was refused by i-2, which went back to what ran before: no health',
    );
  });

  test('does not fail when the stack goes back', async () => {
    api.answer = there({
      stack: 'UPDATE_ROLLBACK_IN_PROGRESS',
      versions: [approved(1, 'old'), version(2, 'new')],
      commands: [command('update', 2, { Status: 'Failed' })],
      invocations: [invocation('i-2', 'Failed')],
    });
    expect(await isComplete(event('Update'))).toMatchObject({ IsComplete: true });
  });

  test('leaves a roll-out to itself in the end, and says so', async () => {
    const LastModifiedDate = seconds() - 3001;
    api.answer = there({
      versions: [approved(1, 'old'), version(2, 'new', { LastModifiedDate })],
      commands: [command('update', 2, { Status: 'InProgress' })],
    });
    const Note =
      'the roll-out goes on by itself: it is approved when it ends well, and its alarm says when it does not';
    expect(await isComplete(event('Update'))).toEqual({ IsComplete: true, Data: { Note } });
    expect(said).toEqual([{ parameter: NAME, request: 'request-2', outcome: 'left' }]);
  });

  test('stops what is no longer wanted, and waits for it', async () => {
    const versions = [approved(1, 'old'), version(3, 'other'), version(2, 'new')];
    api.answer = there({ versions, commands: [command('update', 2, { Status: 'InProgress' })] });
    expect(await isComplete({ ...event('Update'), RequestId: 'request-3' })).toEqual({ IsComplete: false });
    expect(inputOf('CancelCommand')).toEqual({ CommandId: 'update-2' });
    api.answer = there({ versions, commands: [command('update', 2, { Status: 'Cancelling' })] });
    expect(await isComplete({ ...event('Update'), RequestId: 'request-3' })).toEqual({ IsComplete: false });
    expect(api.actions()).not.toContain('SendCommand');
  });

  test('has nothing to do for a request that a later one has overtaken', async () => {
    api.answer = there({ versions: [approved(1, 'old'), version(2, 'new'), version(3, 'newer')] });
    expect(await isComplete(event('Update'))).toMatchObject({ IsComplete: true });
    expect(api.actions()).toEqual(['GetParameterHistory']);
  });

  test('fails when somebody deleted the parameter', async () => {
    api.answer = there({});
    await expect(isComplete(event('Update'))).rejects.toThrow(
      `parameter ${NAME} is gone: somebody deleted it; deploy again`,
    );
  });
});

describe('what settles', () => {
  const late = { LastModifiedDate: seconds() - 3001 };
  const refusedOf = () => said.flatMap((line) => ('Refused' in line ? [line.Refused] : []));

  test('keeps out of a deployment that is at it', async () => {
    api.answer = there({ versions: [approved(1, 'old'), version(2, 'new')] });
    await settle(PROPERTIES);
    expect(api.actions()).toEqual(['GetParameterHistory']);
    expect(refusedOf()).toEqual([]);
  });

  test('approves what ended well after its deployment', async () => {
    api.answer = there({
      versions: [approved(1, 'old'), version(2, 'new', late)],
      commands: [command('update', 2)],
      invocations: [invocation('i-1', 'Success')],
    });
    await settle(PROPERTIES);
    expect(inputOf('LabelParameterVersion')).toMatchObject({ ParameterVersion: 2 });
    expect(refusedOf()).toEqual([0]);
  });

  test('calls hosts home when one refused, once, and goes on saying so', async () => {
    const refused = {
      versions: [approved(1, 'old'), version(2, 'new', late)],
      commands: [command('update', 2, { Status: 'Failed' })],
      invocations: [invocation('i-1', 'Success'), invocation('i-2', 'Failed', 'no health')],
    };
    api.answer = there(refused);
    await settle(PROPERTIES);
    expect(inputOf('SendCommand')).toMatchObject({ Parameters: { mode: ['approved'], version: ['1'] } });
    api.answer = there({
      ...refused,
      commands: [...refused.commands, command('approved', 1, { RequestedDateTime: seconds() + 1 })],
    });
    await settle(PROPERTIES);
    expect(api.actions().filter((action) => action === 'SendCommand')).toHaveLength(1);
    expect(refusedOf()).toEqual([1, 1]);
    expect(said[0]).toEqual({
      parameter: NAME,
      did: 'call-home',
      refused: 1,
      reason: 'generation 2 of the system containers was refused by i-2, which went back to what ran before: no health',
    });
  });

  test('tells hosts that missed what is approved, by their ids', async () => {
    api.answer = there({
      versions: [version(1, 'old'), approved(2, 'new')],
      commands: [command('update', 2), command('approved', 2)],
      invocations: [invocation('i-1', 'Success'), invocation('i-2', 'DeliveryTimedOut')],
      reached: ['i-1', 'i-2', 'i-3'],
    });
    await settle(PROPERTIES);
    expect(inputOf('DescribeInstanceInformation')).toMatchObject({
      Filters: [
        { Key: 'tag:ecs-groundwork:instance-group', Values: ['test/default'] },
        { Key: 'PingStatus', Values: ['Online'] },
      ],
    });
    expect(inputOf('SendCommand')).toMatchObject({
      Parameters: { mode: ['approved'], version: ['2'] },
      InstanceIds: ['i-2', 'i-3'],
      MaxConcurrency: '1',
      MaxErrors: '100%',
    });
  });

  test('lets a host that refused be for an hour, and counts it', async () => {
    const behind = (ago: number) =>
      there({
        versions: [version(1, 'old'), approved(2, 'new')],
        commands: [command('update', 2), command('approved', 2, { RequestedDateTime: seconds() - ago })],
        invocations: [invocation('i-1', 'Success'), invocation('i-2', 'Failed')],
        reached: ['i-1', 'i-2'],
      });
    api.answer = behind(3500);
    await settle(PROPERTIES);
    expect(api.actions()).not.toContain('SendCommand');
    api.answer = behind(3700);
    await settle(PROPERTIES);
    expect(inputOf('SendCommand')).toMatchObject({ InstanceIds: ['i-2'] });
    expect(refusedOf()).toEqual([1, 1]);
  });

  test('has nothing to do once the parameter is gone, or is new', async () => {
    api.answer = there({});
    await settle(PROPERTIES);
    api.answer = there({ versions: [approved(1, 'new')], reached: ['i-1'] });
    await settle(PROPERTIES);
    expect(api.actions()).not.toContain('SendCommand');
    expect(refusedOf()).toEqual([0]);
  });

  test('says the metric as CloudWatch reads it from a log', async () => {
    api.answer = there({ versions: [approved(1, 'new')] });
    await settle(PROPERTIES);
    expect(said.at(-1)).toEqual({
      _aws: {
        Timestamp: expect.any(Number) as unknown,
        CloudWatchMetrics: [
          {
            Namespace: 'EcsGroundwork/SystemContainers',
            Dimensions: [['InstanceGroup']],
            Metrics: [{ Name: 'Refused', Unit: 'Count' }],
          },
        ],
      },
      InstanceGroup: 'test/default',
      Refused: 0,
    });
  });
});
