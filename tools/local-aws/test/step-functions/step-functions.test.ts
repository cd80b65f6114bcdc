import { stepFunctions } from '../../src/services/step-functions';
import type { TaskOutcome } from '../../src/services/step-functions/execution';
import { eventually } from '../support/eventually';

const account = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws' };
const arnOf = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;

/** As CDK's provider framework writes it. */
const WAITER = {
  StartAt: 'look',
  States: {
    look: {
      Type: 'Task',
      Resource: arnOf('look'),
      End: true,
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 15, MaxAttempts: 3, BackoffRate: 1 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'late' }],
    },
    late: { Type: 'Task', Resource: arnOf('late'), End: true },
  },
};

function world(look: (attempt: number) => TaskOutcome) {
  const invoked: { name: string; input: unknown }[] = [];
  const pauses: number[] = [];
  const service = stepFunctions({
    account,
    log: () => undefined,
    pause: async (seconds) => {
      pauses.push(seconds);
    },
    invoke: async (arn, input) => {
      const name = arn.split(':').at(-1) ?? '';
      invoked.push({ name, input });
      return name === 'look' ? look(invoked.length) : { output: 'gave up' };
    },
  });
  const call = async (action: string, input: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const output = await service.handle({ service: 'states', action, input });
    if (typeof output === 'symbol') {
      throw new Error(`${action} was passed on`);
    }
    return output;
  };
  const create = (definition: object = WAITER) =>
    call('CreateStateMachine', { name: 'waiter', roleArn: 'role', definition: JSON.stringify(definition) });
  const run = async () => {
    const { stateMachineArn } = await create();
    const { executionArn } = await call('StartExecution', { stateMachineArn, input: '{"a":1}' });
    return eventually('the end of the execution', async () => {
      const execution = await call('DescribeExecution', { executionArn });
      return execution.status === 'RUNNING' ? undefined : execution;
    });
  };
  return { invoked, pauses, call, create, run };
}

const FAILED = { error: 'Error', cause: '{"errorMessage":"not yet"}' };

describe('a state machine', () => {
  test('asks a function again, at intervals, until it succeeds', async () => {
    const { run, pauses, invoked } = world((attempt) => (attempt < 3 ? FAILED : { output: { done: true } }));
    expect(await run()).toMatchObject({ status: 'SUCCEEDED', output: '{"done":true}' });
    expect(pauses).toEqual([15, 15]);
    expect(invoked).toEqual(Array.from({ length: 3 }, () => ({ name: 'look', input: { a: 1 } })));
  });

  test('hands the last error to the state that catches it', async () => {
    const { run, invoked } = world(() => FAILED);
    expect(await run()).toMatchObject({ status: 'SUCCEEDED', output: '"gave up"' });
    expect(invoked).toHaveLength(5);
    expect(invoked.at(-1)).toEqual({ name: 'late', input: { Error: 'Error', Cause: FAILED.cause } });
  });

  test('fails when nobody catches it', async () => {
    const { call, create, invoked } = world(() => FAILED);
    const look = { Type: 'Task', Resource: arnOf('look'), End: true };
    const { stateMachineArn } = await create({ StartAt: 'look', States: { look } });
    const { executionArn } = await call('StartExecution', { stateMachineArn });
    await eventually('its failure', async () => {
      const { status } = await call('DescribeExecution', { executionArn });
      return status === 'FAILED' ? true : undefined;
    });
    expect(invoked).toEqual([{ name: 'look', input: {} }]);
  });

  test('is gone when it is deleted, which may be said twice', async () => {
    const { call, create } = world(() => FAILED);
    const { stateMachineArn } = await create();
    expect(await call('DescribeStateMachine', { stateMachineArn })).toMatchObject({ name: 'waiter', status: 'ACTIVE' });
    await call('DeleteStateMachine', { stateMachineArn });
    await call('DeleteStateMachine', { stateMachineArn });
    await expect(call('DescribeStateMachine', { stateMachineArn })).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
  });

  test.each([
    [{ StartAt: 'a', States: { a: { Type: 'Wait', Seconds: 1, End: true } } }, 'state a of type Wait'],
    [
      { StartAt: 'a', States: { a: { Type: 'Task', Resource: arnOf('a'), ResultPath: '$.b' } } },
      'ResultPath of state a',
    ],
    [
      { StartAt: 'a', States: { a: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage' } } },
      'state a with resource',
    ],
    [{ StartAt: 'a', QueryLanguage: 'JSONata', States: {} }, 'QueryLanguage of the state machine'],
  ])('fails with what is not played: %j', async (definition, text) => {
    await expect(world(() => FAILED).create(definition)).rejects.toThrow(`Local AWS does not play ${text}`);
  });

  test('fails with a way that leads nowhere', async () => {
    const a = { Type: 'Task', Resource: arnOf('a'), Next: 'b' };
    await expect(world(() => FAILED).create({ StartAt: 'a', States: { a } })).rejects.toThrow(
      "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: b'",
    );
  });
});
