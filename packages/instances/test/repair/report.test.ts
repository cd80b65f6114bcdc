import { ATTRIBUTES, read, written } from '../../src/repair/attributes';
import { heard, record } from '../../src/repair/record';
import { type QueueMessage, reportOf } from '../../src/repair/report';
import { NOW } from './a-host';
import { SimulatedGroup } from './simulated-group';

const BODY = { version: 1, state: 'not-ready', unit: 'system-container-x.service', output: 'no route to host' };
const ROLE = 'AROAEXAMPLE';

function message(body: unknown = BODY, SenderId = `${ROLE}:i-0123456789abcdef0`): QueueMessage {
  return {
    messageId: 'm',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { SenderId, SentTimestamp: String(NOW) },
  };
}

describe('a report', () => {
  test('is of the instance that sent it', () => {
    expect(reportOf(message({ ...BODY, instanceId: 'i-0000000000000000a' }), ROLE)).toEqual({
      instanceId: 'i-0123456789abcdef0',
      state: 'not-ready',
      sentAt: NOW,
      unit: 'system-container-x.service',
      output: 'no route to host',
    });
  });

  test.each([
    ['a person', 'AIDAEXAMPLE'],
    ['a function', `${ROLE}:awslambda_1`],
    ['a session of another role', 'AROAOTHER:i-0123456789abcdef0'],
    ['nobody', ''],
  ])('is refused from %s', (_, sender) =>
    expect(reportOf(message(BODY, sender), ROLE)).toEqual({
      refused: `sent by ${sender}, which is no instance of the group`,
    }),
  );

  test('is of any role where CloudFormation does not say which one', () => {
    expect(reportOf(message(BODY, 'AROAOTHER:i-0123456789abcdef0'))).toMatchObject({ state: 'not-ready' });
  });

  test.each(['{', 'null', '[]', { ...BODY, version: 2 }, { ...BODY, state: 'fine' }])(
    'is refused when it says %j',
    (body) =>
      expect(reportOf(message(body))).toMatchObject({ refused: expect.stringContaining('not understood') as string }),
  );

  test('is bounded, and takes words only', () => {
    expect(reportOf(message({ ...BODY, unit: 7, output: 'x'.repeat(5000) }))).toMatchObject({
      unit: undefined,
      output: 'x'.repeat(1000),
    });
  });
});

describe('what is remembered', () => {
  const notReady = { state: 'not-ready', sentAt: 20 } as const;
  const ready = { state: 'ready', sentAt: 20 } as const;

  test.each([
    ['the first report', {}, notReady, { 'not-ready': 20 }],
    ['since when, however often it is repeated', { 'not-ready': 10 }, notReady, undefined],
    ['that it is over', { 'not-ready': 10 }, ready, { ready: 20 }],
    ['nothing that came too late', { 'not-ready': 30 }, ready, undefined],
    ['nor that it was not ready before it was', { ready: 30 }, notReady, undefined],
    ['nothing twice', { ready: 20 }, ready, undefined],
  ])('is %s', (_, said, report, now) => expect(heard(said, report)).toEqual(now));

  test('can be written and read, whatever somebody else wrote', () => {
    expect(written({ 'under-repair': NOW, disconnected: NOW + 1 })).toBe(
      'disconnected@2026-01-01T00:00:00.001Z/under-repair@2026-01-01T00:00:00.000Z',
    );
    expect(written({ disconnected: undefined })).toBeUndefined();
    const names = ['under-repair', 'disconnected'] as const;
    expect(read(written({ 'under-repair': NOW, disconnected: NOW + 1 }), names)).toEqual({
      'under-repair': NOW,
      disconnected: NOW + 1,
    });
    expect(['', 'x', 'under-repair@', 'other@2026-01-01'].map((text) => read(text, names))).toEqual(Array(4).fill({}));
  });

  test('fits what ECS allows of an attribute', () => {
    const value = written({ 'under-repair': NOW, disconnected: NOW }) ?? '';
    expect(value.length).toBeLessThanOrEqual(128);
    expect(value).toMatch(/^[A-Za-z0-9._\-@:/\\]+$/);
  });

  test('is the last word of many, and takes few calls', async () => {
    const group = new SimulatedGroup(30);
    const reports = group.ids().flatMap((instanceId) => [
      { instanceId, state: 'ready' as const, sentAt: NOW + 2 },
      { instanceId, state: 'not-ready' as const, sentAt: NOW + 1 },
    ]);
    await record(reports, { ecs: group.ecs, say: () => undefined });
    expect(group.calls).toEqual([
      'ListContainerInstances',
      'DescribeContainerInstances',
      ...Array(3).fill('PutAttributes'),
    ]);
    expect([...group.containerInstances.values()].map(({ attributes }) => attributes.get(ATTRIBUTES.report))).toEqual([
      ...Array(30).fill('ready@2026-01-01T00:00:00.002Z'),
      undefined,
      undefined,
    ]);
  });

  test('is nothing of an instance that ECS does not know as one of the group', async () => {
    const group = new SimulatedGroup(1);
    const [foreign = ''] = group.ids(false);
    await record([{ instanceId: foreign, state: 'not-ready', sentAt: NOW }], { ecs: group.ecs, say: () => undefined });
    expect(group.calls).toEqual(['ListContainerInstances']);
  });
});
