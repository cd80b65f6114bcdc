import { bootFrom } from './boot-on';
import { fakeHosts, type FakeHost, type Run } from './fake-host';
import { makeBoot, render, type Rendered } from './user-data';
import type { SystemdUnit } from '../../src/boot/systemd-unit';

const newHost = fakeHosts();
const WATCH = 'ecs-groundwork-watch.service';
const SQS = 'sqs.eu-central-1.amazonaws.com';
const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/111122223333/shop-reports';
const REGISTERED = '{"ContainerInstanceArn":"arn:aws:ecs:eu-central-1:111122223333:container-instance/shop/1f"}';
/** A twelfth of the grace. */
const PAUSE = 5;
/** How often it looks until the grace is over, with the first time. */
const GRACE = 13;

function unit(name: string, readyCommand?: string): SystemdUnit {
  return { name, content: '[Service]\nExecStart=/bin/true\n', requiredForRegistration: true, readyCommand };
}

function userData(queueUrl: string | undefined, ...units: readonly SystemdUnit[]): Rendered {
  const { stack, boot } = makeBoot({ reports: { group: 'default', logGroupName: '/logs', queueUrl } });
  boot.add('units', { units: [...units] });
  return render({ stack, boot });
}

/** An instance that takes work, with required units. */
function working(...units: readonly SystemdUnit[]): FakeHost {
  const host = newHost().answer('agent', REGISTERED).answer('logs.eu-central-1.amazonaws.com', '{}').answer(SQS, '{}');
  bootFrom(host, userData(QUEUE, ...units));
  return host;
}

/** Watches the required units for so many looks; the machine ends in the pause after the last. */
function watch(host: FakeHost, looks: number): Run {
  return host.endAfterSleeps(host.sleeps.length + looks).startUnit(WATCH);
}

interface Message {
  readonly version: number;
  readonly state: string;
  readonly unit: string;
  readonly since: string;
  readonly output: string;
}

function messages(host: FakeHost): Message[] {
  return host.sent
    .filter(({ target }) => target === 'AmazonSQS.SendMessage')
    .map(({ body }) => JSON.parse(String(body.MessageBody)) as Message);
}

const times = (count: number, state: string): string[] => Array.from({ length: count }, () => state);

describe('an instance that takes work', () => {
  it('says nothing while its required units are ready', () => {
    const host = working(unit('router.service')).unitStates('router.service', 'active');
    watch(host, 30);

    expect(host.systemctl.filter((call) => call === 'is-active router.service')).toHaveLength(30);
    expect(host.sleeps).toEqual(times(30, String(PAUSE)).map(() => '5.0'));
    expect(messages(host)).toEqual([]);
  });

  it('tells the queue of a unit that has not been ready for a minute', () => {
    const host = working(unit('router.service')).unitStates('router.service', 'failed');
    watch(host, GRACE - 1);
    expect(messages(host)).toEqual([]);

    const other = working(unit('router.service')).unitStates('router.service', 'failed');
    watch(other, GRACE);

    expect(other.sent.at(-1)).toMatchObject({ target: 'AmazonSQS.SendMessage', body: { QueueUrl: QUEUE } });
    expect(messages(other)).toEqual([
      {
        version: 1,
        state: 'not-ready',
        unit: 'router.service',
        since: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        output: 'failed',
      },
    ]);
    const [{ since }] = messages(other);
    expect(Math.abs(Date.parse(since) - Date.now())).toBeLessThan(60_000);
    expect(other.curlConfigs).toContain('aws-sigv4 = "aws:amz:eu-central-1:sqs"');
  });

  it('says what the command of an active unit says', () => {
    const host = working(unit('router.service', 'echo unhealthy; false')).unitStates('router.service', 'active');
    watch(host, GRACE);

    expect(messages(host)).toMatchObject([{ state: 'not-ready', output: 'active\nunhealthy' }]);
  });

  it('repeats it every minute, since the same time, and says once that all is ready again', () => {
    const host = working(unit('router.service'));
    host.unitStates('router.service', ...times(2 * GRACE + 12, 'failed'), 'active');
    watch(host, 2 * GRACE + 30);
    const [first, second, third, ready, ...more] = messages(host);

    expect([first, second, third, ready].map(({ state }) => state)).toEqual([...times(3, 'not-ready'), 'ready']);
    expect(new Set([first.since, second.since, third.since]).size).toBe(1);
    expect(ready).toMatchObject({ version: 1, unit: 'router.service', output: '' });
    expect(more).toEqual([]);
  });

  it('says nothing of what lasts less than a minute, however often', () => {
    const host = working(unit('router.service'));
    const shaky = Array.from({ length: 5 }, () => [...times(GRACE - 1, 'failed'), 'active']).flat();
    host.unitStates('router.service', ...shaky);
    watch(host, 5 * GRACE + 5);

    expect(messages(host)).toEqual([]);
  });

  it('is ready again only when all units are', () => {
    const host = working(unit('a.service'), unit('b.service'));
    host.unitStates('a.service', ...times(GRACE, 'failed'), 'active');
    host.unitStates('b.service', ...times(GRACE + 5, 'failed'), 'active');
    watch(host, GRACE + 4);
    expect(messages(host).map(({ state, unit: name }) => `${name} ${state}`)).toEqual(['a.service not-ready']);

    const other = working(unit('a.service'), unit('b.service'));
    other.unitStates('a.service', ...times(GRACE, 'failed'), 'active');
    other.unitStates('b.service', ...times(GRACE + 5, 'failed'), 'active');
    watch(other, GRACE + 6);
    expect(messages(other).map(({ state }) => state)).toEqual(['not-ready', 'ready']);
  });

  it('says that it is ready again also when it was started anew meanwhile, as after a reboot', () => {
    const host = working(unit('router.service')).unitStates('router.service', 'failed');
    watch(host, GRACE);
    host.reboot(userData(QUEUE, unit('router.service')));
    host.unitStates('router.service', 'active');
    watch(host, 2);

    expect(messages(host).map(({ state }) => state)).toEqual(['not-ready', 'ready']);
  });

  it('says it again until the queue takes it', () => {
    const host = working(unit('router.service')).unitStates('router.service', ...times(GRACE, 'failed'), 'active');
    [2, 3].forEach((call) => host.answer(`${SQS}.${call}-refused`, 'denied'));
    const { output } = watch(host, GRACE + 8);

    expect(messages(host).map(({ state }) => state)).toEqual(['not-ready', 'ready', 'ready', 'ready']);
    expect(output.match(/not reported: denied/g)).toHaveLength(2);
  });

  it('loses one message, and no more, when the queue does not take it', () => {
    const host = working(unit('router.service')).unitStates('router.service', 'failed');
    host.answer(`${SQS}.1-refused`, 'denied');
    watch(host, 2 * GRACE);

    expect(messages(host)).toHaveLength(2);
  });

  it.each([
    ['long', 'x'.repeat(5000), 1000],
    ['of characters that JSON writes in six', '\u{1f4a5}'.repeat(1000), 150],
  ])('keeps a message below 2 KiB, with the end of an output that is %s', (_, said, atLeast) => {
    const host = working(unit('router.service', `printf %s '${said}END'; false`));
    host.unitStates('router.service', 'active');
    watch(host, GRACE);
    const [{ body }] = host.sent.filter(({ target }) => target === 'AmazonSQS.SendMessage');
    const [{ output }] = messages(host);

    expect(Buffer.byteLength(String(body.MessageBody))).toBeLessThanOrEqual(2048);
    expect([...output].length).toBeLessThanOrEqual(1000);
    expect([...output].length).toBeGreaterThanOrEqual(atLeast);
    expect(output.endsWith('END')).toBe(true);
  });

  it('takes a command that hangs for one that fails', () => {
    const host = working(unit('router.service', 'true')).unitStates('router.service', 'active');
    host.program('timeout', 'echo "$1" >>"$FAKES/limits"; exit 124');
    watch(host, GRACE);

    expect(messages(host)).toMatchObject([{ state: 'not-ready' }]);
  });

  it('changes nothing on the instance: it asks systemd, and no more', () => {
    const host = working(unit('router.service')).unitStates('router.service', 'failed');
    const before = host.systemctl.length;
    watch(host, 3 * GRACE);

    expect(new Set(host.systemctl.slice(before))).toEqual(new Set(['is-active router.service']));
  });
});

describe('an instance is not watched', () => {
  const ends = (host: FakeHost): void => {
    expect(host.startUnit(WATCH).status).toBe(0);
    expect(host.systemctl.filter((call) => call.startsWith('is-active'))).toEqual([]);
  };
  const host = (rendered: Rendered): FakeHost => {
    const made = newHost().answer('agent', REGISTERED).answer('logs.eu-central-1.amazonaws.com', '{}');
    bootFrom(made, rendered);
    return made;
  };

  it('when nobody would hear of it', () => ends(host(userData(undefined, unit('router.service')))));

  it('when nothing is required', () => ends(host(userData(QUEUE))));
});
