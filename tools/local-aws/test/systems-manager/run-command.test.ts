import type { Command, CommandInvocation } from '@aws-sdk/client-ssm';
import { systemsManager, type HostAnswer, type HostCommand } from '../../src/services/systems-manager';
import { CollectedEvents } from '../support/collected-events';
import { ManualClock } from '../support/manual-clock';

const DOCUMENT = {
  parameters: {
    mode: { type: 'String', allowedValues: ['update', 'approved'] },
    version: { type: 'String', allowedPattern: '^[0-9]+$', default: '1' },
  },
  mainSteps: [
    {
      action: 'aws:runShellScript',
      inputs: { runCommand: ['converge {{ mode }} {{version}}'], timeoutSeconds: '100' },
    },
  ],
};

/** Run Command over ten instances with the tag `group: web` and one without, moved by hand. */
function world() {
  const clock = new ManualClock();
  const events = new CollectedEvents();
  const alive = new Map(
    Array.from({ length: 11 }, (_, index) => [`i-${index}`, new Map(index < 10 ? [['group', 'web']] : [])] as const),
  );
  const asked: HostCommand[] = [];
  let answer: (command: HostCommand) => HostAnswer = () => ({ seconds: 10 });
  const service = systemsManager({
    clock,
    events,
    ports: {
      instances: async () => [...alive].map(([instanceId, tags]) => ({ instanceId, tags })),
      document: async (name) => (name === 'document' ? DOCUMENT : undefined),
    },
    onError: (error) => {
      throw error;
    },
  });
  service.control.answerCommands((command) => {
    asked.push(command);
    return answer(command);
  });
  const call = async (action: string, input: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const output = await service.handle({ service: 'ssm', action, input });
    if (typeof output === 'symbol') {
      throw new Error(`${action} was passed on`);
    }
    return output;
  };
  return {
    events,
    alive,
    asked,
    service,
    call,
    answer: (next: typeof answer) => (answer = next),
    send: async (input: Record<string, unknown> = {}) => {
      const { Command } = await call('SendCommand', {
        DocumentName: 'document',
        Parameters: { mode: ['update'], version: ['7'] },
        Targets: [{ Key: 'tag:group', Values: ['web'] }],
        MaxConcurrency: '20%',
        ...input,
      });
      return (Command as Command).CommandId ?? '';
    },
    command: async (CommandId: string) => {
      const { Commands } = await call('ListCommands', { CommandId });
      return (Commands as Command[])[0];
    },
    results: async (CommandId: string) => {
      const { CommandInvocations } = await call('ListCommandInvocations', { CommandId, Details: true });
      return CommandInvocations as CommandInvocation[];
    },
    pass: async (seconds: number) => {
      for (let passed = 0; passed < seconds; passed += 5) {
        clock.pass(5);
        await service.tick();
      }
    },
  };
}

const counts = (invocations: readonly CommandInvocation[]) =>
  Object.fromEntries(
    [...new Set(invocations.map(({ StatusDetails = '' }) => StatusDetails))].map((status) => [
      status,
      invocations.filter(({ StatusDetails }) => StatusDetails === status).length,
    ]),
  );

describe('a command', () => {
  test('reaches the instances with a tag, with the lines of its document', async () => {
    const { send, pass, asked, command, results } = world();
    const id = await send();
    await pass(200);
    expect(asked).toHaveLength(10);
    expect(asked[0]).toEqual({
      commandId: id,
      instanceId: 'i-0',
      documentName: 'document',
      parameters: { mode: ['update'], version: ['7'] },
      lines: ['converge update 7'],
    });
    expect(await command(id)).toMatchObject({ Status: 'Success', TargetCount: 10, CompletedCount: 10, ErrorCount: 0 });
    expect(counts(await results(id))).toEqual({ Success: 10 });
  });

  test('begins with one instance, and then takes as many at a time as it may', async () => {
    const { send, pass, results } = world();
    const id = await send();
    const busy: number[] = [];
    for (let look = 0; look < 12; look += 1) {
      await pass(5);
      busy.push(counts(await results(id)).InProgress ?? 0);
    }
    expect(busy.slice(0, 2)).toEqual([1, 1]);
    expect(Math.max(...busy)).toBe(2);
  });

  test('goes no further when more have failed than may; those that are at it finish', async () => {
    const { send, pass, answer, command, results } = world();
    answer(({ instanceId }) => ({
      exitCode: instanceId === 'i-3' ? 1 : 0,
      output: `${instanceId} spoke`,
      seconds: 10,
    }));
    const id = await send({ MaxErrors: '0' });
    await pass(200);
    expect(await command(id)).toMatchObject({ Status: 'Failed', ErrorCount: 1 });
    const found = await results(id);
    const { Failed, Terminated = 0, Success = 0 } = counts(found);
    expect([Failed, Terminated + Success]).toEqual([1, 9]);
    expect(Terminated).toBeGreaterThanOrEqual(5);
    expect(found.find(({ StatusDetails }) => StatusDetails === 'Failed')?.CommandPlugins?.[0]).toMatchObject({
      ResponseCode: 1,
      Output: 'i-3 spoke',
    });
  });

  test('goes on to the end when all may fail', async () => {
    const { send, pass, answer, results } = world();
    answer(() => ({ exitCode: 1 }));
    const id = await send({ MaxErrors: '100%' });
    await pass(200);
    expect(counts(await results(id))).toEqual({ Failed: 10 });
  });

  test('waits for an instance that does not answer, which is no error', async () => {
    const { send, pass, service, command, results } = world();
    service.control.setReachable('i-1', false);
    const id = await send({ MaxErrors: '0', TimeoutSeconds: 60 });
    await pass(150);
    expect(await command(id)).toMatchObject({ Status: 'InProgress' });
    await pass(20);
    expect(counts(await results(id))).toEqual({ Success: 9, DeliveryTimedOut: 1 });
    expect(await command(id)).toMatchObject({ Status: 'TimedOut', ErrorCount: 0, DeliveryTimedOutCount: 1 });
  });

  test('expires with all that wait for their turn', async () => {
    const { send, pass, answer, results } = world();
    answer(() => ({ seconds: 90 }));
    const id = await send({ MaxConcurrency: '1', TimeoutSeconds: 30 });
    await pass(240);
    expect(counts(await results(id))).toEqual({ Success: 2, DeliveryTimedOut: 8 });
  });

  test('can be cancelled: those that are at it finish', async () => {
    const { send, pass, call, command, results } = world();
    const id = await send();
    await pass(10);
    await call('CancelCommand', { CommandId: id });
    expect(await command(id)).toMatchObject({ Status: 'Cancelling' });
    await pass(20);
    expect(await command(id)).toMatchObject({ Status: 'Cancelled' });
    expect(counts(await results(id)).Cancelled).toBeGreaterThanOrEqual(7);
  });

  test('is undeliverable to an instance that is gone, and over without any', async () => {
    const { send, pass, alive, command, results } = world();
    const id = await send();
    alive.delete('i-9');
    const nobody = await send({ Targets: [{ Key: 'tag:group', Values: ['db'] }] });
    await pass(200);
    expect(counts(await results(id))).toEqual({ Success: 9, Undeliverable: 1 });
    expect(await command(nobody)).toMatchObject({ StatusDetails: 'NoInstancesInTag', TargetCount: 0 });
  });

  test('goes to instances by their ids', async () => {
    const { send, pass, asked, command } = world();
    const id = await send({ Targets: undefined, InstanceIds: ['i-2', 'i-10'] });
    await pass(60);
    expect(asked.map(({ instanceId }) => instanceId)).toEqual(['i-2', 'i-10']);
    expect(await command(id)).toMatchObject({ InstanceIds: ['i-2', 'i-10'] });
  });

  test('says on the event bus how it stands', async () => {
    const { send, pass, events } = world();
    const id = await send();
    await pass(200);
    const details = events.details('EC2 Command Status-change Notification');
    expect(details).toMatchObject([
      { 'command-id': id, 'document-name': 'document', status: 'InProgress' },
      { 'command-id': id, 'document-name': 'document', status: 'Success' },
    ]);
  });

  test.each([
    [{ DocumentName: 'other' }, 'InvalidDocument: Document with name other does not exist.'],
    [
      { Parameters: { mode: ['x'] } },
      'InvalidParameters: Parameter mode has value x, which is not one of update, approved',
    ],
    [
      { Parameters: { mode: ['update'], version: ['$(id)'] } },
      'InvalidParameters: Parameter version has value $(id), which does not match ^[0-9]+$',
    ],
    [{ Parameters: {} }, 'InvalidParameters: Parameter mode is required'],
    [
      { Parameters: { mode: ['update'], more: ['x'] } },
      'InvalidParameters: Parameter more is not defined in the document',
    ],
    [
      { Targets: [{ Key: 'resource-groups:Name', Values: ['x'] }] },
      'UnsupportedOperation: Local AWS does not play target resource-groups:Name of ssm:SendCommand',
    ],
    [{ NotificationConfig: {} }, 'UnsupportedOperation: Local AWS does not play NotificationConfig of ssm:SendCommand'],
  ])('fails with %j', async (input, text) => {
    await expect(world().send(input)).rejects.toThrow(text.replace(/^\w+: /, ''));
    await expect(world().send(input)).rejects.toMatchObject({ name: text.replace(/:.*/, '') });
  });

  test('is one of few things that moto does not answer', async () => {
    const { service } = world();
    expect(typeof (await service.handle({ service: 'ssm', action: 'GetParameter', input: {} }))).toBe('symbol');
  });
});
