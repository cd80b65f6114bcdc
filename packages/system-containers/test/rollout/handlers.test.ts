import { gunzipSync } from 'node:zlib';
import { approved, command, fakeAws, invocation, NAME, PROPERTIES, seconds, there, version } from './systems-manager';
import type { ProviderEvent } from '../../src/rollout/handlers';
import { isComplete, onEvent } from '../../src/rollout/rollout.lambda';

const event = (RequestType: ProviderEvent['RequestType'], content = 'new'): ProviderEvent => ({
  RequestType,
  RequestId: 'request-2',
  StackId: 'arn:stack',
  PhysicalResourceId: NAME,
  ResourceProperties: { ...PROPERTIES, Content: content },
});

const { api, said, inputOf } = fakeAws();

/** Of the content of an event, when nothing else is said. */
const ContentHash = '11507a0e2f5e69d5';

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
      Data: { ContentHash, Note: 'every instance that was reached runs it' },
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
    expect(await isComplete(event('Update'))).toEqual({ IsComplete: true, Data: { ContentHash, Note } });
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
