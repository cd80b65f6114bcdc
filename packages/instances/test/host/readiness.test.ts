import { bootFrom } from './boot-on';
import { fakeHosts, type FakeHost } from './fake-host';
import { makeBoot, render } from './user-data';
import type { SystemdUnit } from '../../src/boot/systemd-unit';

const newHost = fakeHosts();
const READY = 'ecs-groundwork-ready.service';
const ROUTER = '[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n';

function hostWith(...units: readonly SystemdUnit[]): FakeHost {
  const host = newHost();
  const { stack, boot } = makeBoot();
  boot.add('units', { units: [...units] });
  bootFrom(host, render({ stack, boot }));
  return host;
}

describe('the readiness unit', () => {
  it('wants the required units and comes after them, but is not bound to them', () => {
    const host = hostWith(
      { name: 'router.service', content: ROUTER, requiredForRegistration: true },
      { name: 'exporter.service', content: ROUTER },
      { name: 'mount.service', content: ROUTER, requiredForRegistration: true },
    );

    expect(host.read(`/etc/systemd/system/${READY}.d/required.conf`)).toBe(
      '[Unit]\nWants=router.service mount.service\nAfter=router.service mount.service',
    );
  });

  it('passes at once when nothing is required', () => {
    expect(hostWith().startUnit(READY)).toEqual({ status: 0, output: '' });
  });

  it('passes once every required unit is active', () => {
    const host = hostWith(
      { name: 'router.service', content: ROUTER, requiredForRegistration: true },
      { name: 'mount.service', content: ROUTER, requiredForRegistration: true },
      { name: 'exporter.service', content: ROUTER },
    );
    host
      .unitStates('router.service', 'activating', 'failed', 'active')
      .unitStates('mount.service', 'activating', 'active');

    expect(host.startUnit(READY)).toEqual({ status: 0, output: '' });
    expect(host.systemctl.filter((call) => call.startsWith('is-active'))).toEqual([
      'is-active mount.service',
      'is-active mount.service',
      'is-active router.service',
      'is-active router.service',
      'is-active router.service',
    ]);
  });

  it('waits for the command of an active unit: a container is up long before it is healthy', () => {
    const healthy = 'echo asked >>"$GROUNDWORK_ROOT/asked"; [ "$(wc -l <"$GROUNDWORK_ROOT/asked")" -ge 3 ]';
    const host = hostWith({
      name: 'router.service',
      content: ROUTER,
      requiredForRegistration: true,
      readyCommand: healthy,
    });
    host.unitStates('router.service', 'active');

    expect(host.startUnit(READY)).toEqual({ status: 0, output: '' });
    expect(host.read('/asked')).toBe('asked\n'.repeat(3));
    expect(host.sleeps).toEqual(['1', '1']);
  });

  it('says once on the console what it waits for, after five minutes, and goes on waiting', () => {
    const command =
      'echo "no answer on 24224"; echo x >>"$GROUNDWORK_ROOT/n"; [ "$(wc -l <"$GROUNDWORK_ROOT/n")" -ge 4 ]';
    const host = hostWith({
      name: 'router.service',
      content: ROUTER,
      requiredForRegistration: true,
      readyCommand: command,
    });
    host.unitStates('router.service', 'active');

    expect(host.startUnit(READY, { SECONDS: '301' })).toEqual({
      status: 0,
      output:
        'ecs-groundwork: after 5 minutes router.service is active but not ready; until it is, this instance takes no work. ' +
        'no answer on 24224\n',
    });
    expect(host.read(`/etc/systemd/system/${READY}`)).toContain('StandardOutput=journal+console');
  });

  it('stays up once reached, and cannot be stopped by accident, which would stop the agent', () => {
    const unit = hostWith().read(`/etc/systemd/system/${READY}`);

    expect(unit).toContain('Type=oneshot\nRemainAfterExit=yes\n');
    expect(unit).toContain('RefuseManualStop=yes\n');
  });
});

describe('the units of a contribution', () => {
  it('are enabled and started when they have an [Install] section; others are left to what names them', () => {
    const host = hostWith(
      { name: 'sweep.service', content: '[Service]\nExecStart=/bin/true\n' },
      { name: 'sweep.timer', content: '[Timer]\nOnBootSec=60\n[Install]\nWantedBy=timers.target\n' },
    );

    expect(host.systemctl.slice(-2)).toEqual([
      'enable --quiet ecs-groundwork-launch-complete.service sweep.timer',
      'start --no-block ecs-groundwork-ready.service ecs-groundwork-launch-complete.service sweep.timer',
    ]);
    expect(host.has('/etc/systemd/system/sweep.service')).toBe(true);
  });
});
