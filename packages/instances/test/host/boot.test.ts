import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Lazy } from 'aws-cdk-lib/core';
import { bootOn } from './boot-on';
import { fakeHosts } from './fake-host';
import { makeBoot, render } from './user-data';
import { BootStep } from '../../src/boot/boot-step';

const newHost = fakeHosts();
const WATCHED = 'start --no-block ecs-groundwork-watch.service';
const BOOTED = '/var/lib/cloud/instance/ecs-groundwork/booted';
const GATE = '/etc/systemd/system/ecs.service.d/ecs-groundwork.conf';
const DROP_IN = `[Unit]
BindsTo=ecs-groundwork-ready.service
After=ecs-groundwork-ready.service
`;

describe('the gate', () => {
  it('is closed by the boothook alone, before anything else of the user data runs', () => {
    const host = newHost();
    const [boothook] = render(makeBoot()).parts;
    host.script(boothook.body);

    expect(boothook.type).toBe('text/cloud-boothook');
    expect(host.read(GATE)).toBe(DROP_IN);
    expect(host.systemctl).toEqual(['daemon-reload']);
    expect(host.has('/etc/systemd/system/ecs-groundwork-ready.service')).toBe(false);
  });

  it('is the same after a boothook that runs again, as on every boot', () => {
    const host = newHost();
    const [boothook] = render(makeBoot()).parts;
    host.script(boothook.body);
    host.script(boothook.body);

    expect(host.read(GATE)).toBe(DROP_IN);
  });

  it('opens without waiting once every step has passed', () => {
    const host = newHost();
    const { failed } = bootOn(host);

    expect(failed).toBe(false);
    expect(host.console).toBe('');
    expect(host.systemctl).toEqual([
      'daemon-reload',
      'start --no-block ecs-groundwork-watch.service',
      'daemon-reload',
      'enable --quiet ecs-groundwork-launch-complete.service',
      'start --no-block ecs-groundwork-ready.service ecs-groundwork-launch-complete.service',
    ]);
  });

  it('opens by a unit that asserts that the boot of this very instance has succeeded', () => {
    const host = newHost();
    bootOn(host);

    expect(host.has(BOOTED)).toBe(true);
    expect(host.read('/etc/systemd/system/ecs-groundwork-ready.service')).toContain(`\nAssertPathExists=${BOOTED}\n`);
  });

  it('stays closed when the values cannot be written', () => {
    const host = newHost().program('install', '[[ $* != *ecs.config* ]] || exit 28; exec /usr/bin/install "$@"');
    const { output } = bootOn(host, { clusterName: Lazy.string({ produce: () => 'shop' }) });

    expect(host.has(BOOTED)).toBe(false);
    expect(host.systemctl).toEqual(['daemon-reload', WATCHED]);
    expect(host.console).toMatch(/^ecs-groundwork: boot failed in step 'values', line \d+, exit status 28; .*\n$/);
    expect(output.match(/boot failed/g)).toHaveLength(1);
  });

  it("stays closed on an instance from another's image when the library's files cannot be written", () => {
    const host = newHost();
    bootOn(host);
    rmSync(join(host.root, 'var/lib/cloud/instance'), { recursive: true });
    host.write('/var/lib/cloud/instance/user-data.txt', '').program('rm', 'exit 30');
    const started = host.systemctl.length;
    const { output } = bootOn(host, { stepsBefore: [BootStep.text('never', 'touch "$GROUNDWORK_ROOT/never"')] });

    expect(host.has('/never')).toBe(false);
    expect(host.has(BOOTED)).toBe(false);
    expect(host.systemctl.slice(started)).toEqual(['daemon-reload', WATCHED]);
    expect(host.console).toMatch(/^ecs-groundwork: boot failed in step 'install', line \d+, exit status 30; .*\n$/);
    expect(output.match(/boot failed/g)).toHaveLength(1);
  });

  it('forgets what the image of another instance holds', () => {
    const host = newHost();
    bootOn(host, { stepsBefore: [BootStep.text('old', 'echo old >>"$GROUNDWORK_ROOT/log"')] });
    bootOn(host, { stepsBefore: [BootStep.text('new', 'echo new >>"$GROUNDWORK_ROOT/log"')] });

    expect(host.read('/log')).toBe('old\nnew\n');
  });
});
