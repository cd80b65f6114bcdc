import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Lazy } from 'aws-cdk-lib/core';
import { bootFrom } from './boot-on';
import { fakeHosts, type FakeHost, type Run } from './fake-host';
import { makeBoot, render, type Rendered } from './user-data';
import { BootStep } from '../../src/boot/boot-step';
import type { HostBootOptions } from '../../src/boot/host-boot';

const newHost = fakeHosts();
const WATCH = 'ecs-groundwork-watch.service';
const LOGS = 'logs.eu-central-1.amazonaws.com';
const REGISTERED = '{"ContainerInstanceArn":"arn:aws:ecs:eu-central-1:111122223333:container-instance/shop/1f"}';
const REPORTS = { group: 'default', logGroupName: '/shop/boot-reports' };
const WHO = {
  version: 1,
  instance: 'i-0123456789abcdef0',
  group: 'default',
  boot: 'the-first-boot',
  kind: 'first boot',
};

function userData(options: Partial<HostBootOptions> = {}): Rendered {
  return render(makeBoot({ reports: REPORTS, ...options }));
}

/** A host of which CloudWatch Logs takes what it is sent. */
function hostThatReports(): FakeHost {
  return newHost().answer(LOGS, '{}').answer('agent', REGISTERED);
}

/** Boots, and then lets the unit report it that the boothook has started. */
function reported(host: FakeHost, options: Partial<HostBootOptions> = {}): Run {
  bootFrom(host, userData(options));
  return host.startUnit(WATCH);
}

/** The records that reached CloudWatch Logs. */
function records(host: FakeHost): Record<string, unknown>[] {
  return host.sent
    .filter(({ target }) => target === 'Logs_20140328.PutLogEvents')
    .flatMap(({ body }) => body.logEvents as { message: string }[])
    .map(({ message }) => JSON.parse(message) as Record<string, unknown>);
}

function step(name: string, script: string): BootStep {
  return BootStep.text(name, script);
}

describe('the report of a boot', () => {
  it('comes once the instance has registered, with every step and how long it took', () => {
    const host = hostThatReports().answer('agent.1-refused', '').answer('agent.2', '{"ContainerInstanceArn":null}');
    const wait = '/bin/sleep 0.01; echo "103.50 0.00" >"$GROUNDWORK_ROOT/proc/uptime"';
    const { status, output } = reported(host, { stepsBefore: [step('mount', wait), step('tune', 'true')] });

    expect({ status, output }).toEqual({
      status: 0,
      output: 'ecs-groundwork: this instance takes work, 7.5 s after its user data began\n',
    });
    expect(records(host)).toEqual([
      {
        ...WHO,
        outcome: 'ready',
        seconds: 7.5,
        steps: [
          { name: 'mount', seconds: 3.5 },
          { name: 'tune', seconds: 0 },
        ],
      },
    ]);
  });

  it("goes to a stream of the group's log group that is named like the instance", () => {
    const host = hostThatReports();
    reported(host);
    const stream = { logGroupName: '/shop/boot-reports', logStreamName: 'i-0123456789abcdef0' };

    expect(host.sent).toEqual([
      { target: 'Logs_20140328.CreateLogStream', body: stream },
      {
        target: 'Logs_20140328.PutLogEvents',
        body: { ...stream, logEvents: [{ timestamp: expect.any(Number), message: expect.any(String) }] },
      },
    ]);
    const [{ timestamp }] = host.sent[1].body.logEvents as [{ timestamp: number }];
    expect(Math.abs(timestamp - Date.now())).toBeLessThan(60_000);
    expect(host.curlConfigs).toContain('aws-sigv4 = "aws:amz:eu-central-1:logs"');
  });

  it('says step, line, status and the last 20 lines of output of a step that failed', () => {
    const host = hostThatReports();
    const { status, output } = reported(host, {
      stepsBefore: [step('ok', 'true'), step('mount', 'for i in {1..30}; do echo "line \\"$i\\""; done\nexit 3')],
    });

    expect({ status, output }).toEqual({ status: 0, output: '' });
    expect(host.console.match(/boot failed/g)).toHaveLength(1);
    const last = Array.from({ length: 20 }, (_, index) => `line "${index + 11}"`).join('\n');
    expect(records(host)).toEqual([
      {
        ...WHO,
        outcome: 'failed',
        seconds: expect.any(Number),
        steps: [
          { name: 'ok', seconds: 0 },
          { name: 'mount', seconds: 0 },
        ],
        failure: { step: 'mount', line: '2', status: '3', output: last },
      },
    ]);
  });

  it('says of user data that cannot be written where it failed', () => {
    const host = hostThatReports().program(
      'install',
      '[[ $* != *ecs.config* ]] || exit 28; exec /usr/bin/install "$@"',
    );
    reported(host, { clusterName: Lazy.string({ produce: () => 'shop' }) });

    expect(records(host)).toMatchObject([{ outcome: 'failed', failure: { step: 'values', status: '28' } }]);
  });

  it('comes even when the script of the user data dies in its first line, with the end of its log', () => {
    const host = hostThatReports().write('/var/log/cloud-init-output.log', `${'x'.repeat(3000)}\nBad magic`);
    const { parts, text } = userData();
    const dies = parts.map((part) =>
      part.fileName.endsWith('-values') ? { ...part, body: '#!/bin/bash\nexit 7' } : part,
    );
    bootFrom(host, { text, parts: dies });
    const { status, output } = host.startUnit(WATCH);

    expect({ status, output }).toEqual({
      status: 0,
      output: 'ecs-groundwork: boot failed without a word; this instance takes no work\n',
    });
    const [{ failure, ...rest }] = records(host);
    expect(rest).toMatchObject({ ...WHO, outcome: 'failed', steps: [] });
    expect(failure).toEqual({ step: 'user-data', output: `${'x'.repeat(1990)}\nBad magic` });
  });

  it('reaches a log group whose name only the deployment knows', () => {
    const host = hostThatReports();
    const logGroupName = Lazy.string({ produce: () => '/late' });
    reported(host, { reports: { group: 'default', logGroupName } });

    expect(host.sent[0].body).toMatchObject({ logGroupName: '/late' });
  });

  it('says what keeps the instance waiting for long, and later that it takes work', () => {
    const host = hostThatReports().answer('agent.1-refused', '').answer('agent.2-refused', '');
    bootFrom(host, userData());
    host.write('/run/ecs-groundwork/waiting', 'router.service\nactive\nno answer\non 24224\n');

    expect(host.startUnit(WATCH).status).toBe(0);
    expect(records(host)).toMatchObject([
      { outcome: 'waiting', waiting: { unit: 'router.service', state: 'active', output: 'no answer\non 24224' } },
      { outcome: 'ready' },
    ]);
  });

  it('says after six minutes that the agent does not register', () => {
    const host = hostThatReports().answer('agent.1-refused', '').unitStates('ecs', 'activating');
    bootFrom(host, userData());
    host.write('/proc/uptime', '460.50 0.00\n');
    const { output } = host.startUnit(WATCH);

    expect(output).toContain('the agent has not registered; this instance takes no work\n');
    expect(records(host)).toMatchObject([
      { outcome: 'waiting', waiting: { unit: 'ecs.service', state: 'activating' } },
      { outcome: 'ready' },
    ]);
    expect(host.read(`/etc/systemd/system/${WATCH}`)).toContain('/watch.py 360 60\n');
  });

  it('says of a reboot that it is one', () => {
    const host = hostThatReports();
    const rendered = userData();
    bootFrom(host, rendered);
    host.write('/proc/sys/kernel/random/boot_id', 'another-boot\n').reboot(rendered);
    host.startUnit(WATCH);

    expect(records(host)).toMatchObject([{ outcome: 'ready', kind: 'reboot', boot: 'another-boot', steps: [] }]);
  });

  it("is the first boot of an instance from another's image, of which it knows nothing", () => {
    const host = hostThatReports();
    const rendered = userData({ stepsBefore: [step('fails', 'false')] });
    bootFrom(host, userData());
    rmSync(join(host.root, 'var/lib/cloud/instance'), { recursive: true });
    host.write('/var/lib/cloud/instance/user-data.txt', '');
    bootFrom(host, rendered);
    host.startUnit(WATCH);

    expect(records(host)).toMatchObject([{ outcome: 'failed', kind: 'first boot', failure: { step: 'fails' } }]);
  });

  it('is made once a boot, also when the program is started again', () => {
    const host = hostThatReports();
    reported(host);

    expect(host.startUnit(WATCH)).toEqual({ status: 0, output: '' });
    expect(records(host)).toHaveLength(1);
  });

  it('is tried again, later and later, while CloudWatch Logs does not take it', () => {
    const host = hostThatReports();
    [1, 2, 3, 4].forEach((call) => host.answer(`${LOGS}.${call}-refused`, 'denied'));
    const { status, output } = reported(host);

    expect(status).toBe(0);
    expect(output.match(/^ecs-groundwork: not reported: denied$/gm)).toHaveLength(2);
    expect(host.sleeps).toEqual(['1', '2']);
  });

  it('is given up at last, and fails nothing', () => {
    const host = newHost().answer('agent', REGISTERED);
    const { status } = reported(host);

    expect(status).toBe(0);
    expect(host.sleeps).toHaveLength(10);
  });

  it('stays on the console without a log group', () => {
    const host = hostThatReports();
    const { output } = reported(host, { reports: undefined });

    expect(output).toContain('this instance takes work');
    expect(host.sent).toEqual([]);
  });

  it('holds up nothing: its unit comes after cloud-init, nothing comes after it, and it is started without waiting', () => {
    const host = newHost();
    bootFrom(host, userData());
    const unit = host.read(`/etc/systemd/system/${WATCH}`);

    expect(unit).toContain('[Unit]\nDescription=ECS Groundwork: report boot and health\nAfter=cloud-final.service\n');
    expect(unit).not.toMatch(/Before=|Type=oneshot|\[Install\]/);
    expect(host.systemctl).toContain(`start --no-block ${WATCH}`);
  });

  it('holds no login, and no other process sees a credential', () => {
    const host = hostThatReports();
    reported(host);

    expect(JSON.stringify(host.sent)).not.toMatch(/ASIAKEY|se\/cr|session=/);
    expect(host.requests.join('\n')).not.toMatch(/ASIAKEY|se\/cr|session=/);
  });
});
