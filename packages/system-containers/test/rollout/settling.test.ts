import { approved, command, fakeAws, invocation, NAME, PROPERTIES, seconds, there, version } from './systems-manager';
import { settle } from '../../src/rollout/rollout.lambda';

const { api, said, inputOf } = fakeAws();

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

  test('calls those again that missed it, by their ids', async () => {
    api.answer = there({
      versions: [approved(1, 'old'), version(2, 'new', late)],
      commands: [
        command('update', 2, { Status: 'Failed' }),
        command('approved', 1, { RequestedDateTime: seconds() + 1 }),
      ],
      invocations: [
        invocation('i-1', 'Success', '', 'update-2'),
        invocation('i-2', 'Success', '', 'update-2'),
        invocation('i-3', 'Failed', 'no health', 'update-2'),
        invocation('i-1', 'DeliveryTimedOut', '', 'approved-1'),
        invocation('i-2', 'Success', '', 'approved-1'),
        invocation('i-3', 'Success', '', 'approved-1'),
      ],
      reached: ['i-1', 'i-2', 'i-3'],
    });
    await settle(PROPERTIES);
    expect(inputOf('SendCommand')).toMatchObject({
      Parameters: { mode: ['approved'], version: ['1'] },
      InstanceIds: ['i-1'],
    });
    expect(said[0]).toMatchObject({ did: 'bring along 1', refused: 1 });
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
