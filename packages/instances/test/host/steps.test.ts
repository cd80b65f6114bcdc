import { Duration } from 'aws-cdk-lib/core';
import { bootFrom, bootOn } from './boot-on';
import { fakeHosts } from './fake-host';
import { makeBoot, render } from './user-data';
import { BootStep } from '../../src/boot/boot-step';

const newHost = fakeHosts();

function note(name: string): BootStep {
  return BootStep.text(name, `echo ${name} >>"$GROUNDWORK_ROOT/order"`);
}

describe('the boot steps', () => {
  it("run in order: the group's, the contributions', the group's later ones, then what others appended", () => {
    const host = newHost();
    const { stack, boot } = makeBoot({
      stepsBefore: [note('z'), note('b')],
      stepsAfter: [note('after'), note('after-that')],
    });
    boot.add('second', { steps: [note('c2'), note('c1')] });
    boot.add('first', { steps: [note('c3')] });
    boot.userData.addCommands('echo appended >>"$GROUNDWORK_ROOT/order"');
    bootFrom(host, render({ stack, boot }));

    expect(host.read('/order').split('\n')).toEqual('z b c2 c1 c3 after after-that appended '.split(' '));
  });

  it('find the files of the contributions and the configuration of the agent in place', () => {
    const host = newHost();
    const { stack, boot } = makeBoot({
      stepsBefore: [
        BootStep.text('look', 'cat "$GROUNDWORK_ROOT/etc/ecs/ecs.config" "$GROUNDWORK_ROOT/etc/router/a.conf"'),
      ],
    });
    boot.add('router', { files: [{ path: '/etc/router/a.conf', content: 'router', mode: '640' }] });

    expect(bootFrom(host, render({ stack, boot })).output).toMatch(
      /ECS_CLUSTER=shop\n[^]*router\n?ecs-groundwork: step 'look' took/,
    );
    expect(host.mode('/etc/router/a.conf')).toBe('640');
  });

  it('leave what they print in the log of cloud-init and in a file, not on the console', () => {
    const host = newHost();
    const { output } = bootOn(host, { stepsBefore: [BootStep.text('banner', 'echo to out; echo to err >&2')] });

    expect(output).toMatch(/^to out\nto err\necs-groundwork: step 'banner' took \d+ s$/m);
    expect(host.read('/var/log/ecs-groundwork/banner.log')).toBe('to out\nto err\n');
    expect(host.console).toBe('');
  });

  it('do not disturb each other: every step has its own process and its own variables', () => {
    const host = newHost();
    const { failed } = bootOn(host, {
      stepsBefore: [
        BootStep.text('first', 'cd /tmp; set +e; export LEFT=over; value=x; f() { :; }', { environment: { OWN: '1' } }),
        BootStep.text('second', '[ -z "${LEFT-}${OWN-}" ]; [ "$PWD" != /tmp ]; [[ $- == *e* ]]'),
      ],
    });

    expect(failed).toBe(false);
  });

  it('do not hold up the boot by a process that they leave behind', () => {
    const host = newHost();
    const began = Date.now();
    const { failed } = bootOn(host, { stepsBefore: [BootStep.text('daemon', '/bin/sleep 25 &')] });

    expect(failed).toBe(false);
    expect(Date.now() - began).toBeLessThan(15_000);
  });
});

describe('a boot step that fails', () => {
  const failing: readonly (readonly [what: string, script: string, line: number | 'unknown', status: number])[] = [
    ['a command', 'true\nfalse\ntrue', 2, 1],
    ['a command that is missing', '\n\nno-such-command', 3, 127],
    ['the first command of a pipe', 'false | cat\ntrue', 1, 1],
    ['a variable that is not set', 'true\ntrue\necho "$MISSING"', 3, 1],
    ['exit', 'if true; then\n  exit 42\nfi', 2, 42],
    ['a command in a function', 'f() {\n  true\n  false\n}\ntrue\nf', 3, 1],
    ['a command of a step with an exit trap of its own', "trap 'echo cleaned up' EXIT\nfalse", 2, 1],
    ['a command substitution', 'true\nx=$(exit 9)', 2, 9],
  ];

  it.each(failing)('by %s ends the boot with its line and status', (_what, script, line, status) => {
    const host = newHost();
    const { output, failed } = bootOn(host, { stepsBefore: [BootStep.text('mount', script), note('never')] });

    const report = `ecs-groundwork: boot failed in step 'mount', line ${line}, exit status ${status}; this instance takes no work`;
    expect(failed).toBe(true);
    expect(host.console.split('\n')[0]).toBe(report);
    expect(output.split(report)).toHaveLength(2);
    expect(host.has('/order')).toBe(false);
    expect(host.has('/var/lib/cloud/instance/ecs-groundwork/booted')).toBe(false);
    expect(host.systemctl).toEqual(['daemon-reload', 'start --no-block ecs-groundwork-watch.service']);
  });

  it('is reported with the last 20 lines it printed', () => {
    const host = newHost();
    bootOn(host, { stepsBefore: [BootStep.text('talk', 'for i in {1..30}; do echo "line $i"; done\nfalse')] });

    const [, ...printed] = host.console.trimEnd().split('\n');
    expect(printed).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 11}`));
  });

  it("is reported by its contribution's name and its own", () => {
    const host = newHost();
    const { stack, boot } = makeBoot();
    boot.add('log-router', { steps: [BootStep.text('pull', 'exit 4')] });
    bootFrom(host, render({ stack, boot }));

    expect(host.console).toContain("boot failed in step 'log-router.pull', line 1, exit status 4;");
  });

  it('is stopped and reported when it hangs', () => {
    const host = newHost();
    bootOn(host, {
      bootTimeout: Duration.seconds(2),
      stepsBefore: [BootStep.text('hang', 'echo waiting\n/bin/sleep 20'), note('never')],
    });

    expect(host.console).toMatch(/^ecs-groundwork: boot failed in step 'hang', line 2, exit status 124; .*\nwaiting\n/);
    expect(host.has('/order')).toBe(false);
  });

  it('has until two minutes before the launch is given up, together with the other steps', () => {
    const host = newHost().program('timeout', 'echo "$2" >>"$GROUNDWORK_ROOT/limits"; shift 2; exec "$@"');
    bootOn(host, { stepsBefore: [BootStep.text('long', '/bin/sleep 2'), note('next')] });
    const [first, second] = host.read('/limits').split('\n').map(Number);

    expect(first).toBe(780);
    expect(second).toBeLessThan(first);
  });
});
