import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SystemContainerProps } from '../../src';
import { programFiles } from '../../src/on-boot/host-paths';
import { bound, make } from '../support';

const made = make();

function unitOf(props: Partial<SystemContainerProps> = {}) {
  const { units = [] } = bound(made, props);
  expect(units).toHaveLength(1);
  return units[0];
}

function programFile(end: string): string {
  return programFiles().find(({ path }) => path.endsWith(end))?.content ?? '';
}

function commonPart(): string {
  return programFile('/system-container-.service.d/common.conf');
}

function dockersPart(): string {
  return programFile('/docker.service.d/system-containers.conf');
}

describe('the unit of a container', () => {
  test('is named like the container on the host, and started with the host and with Docker', () => {
    expect(unitOf()).toEqual({
      name: 'system-container-exporter.service',
      content: '[Unit]\nDescription=System container exporter\n[Install]\nWantedBy=multi-user.target docker.service',
    });
  });

  test('comes after those of other containers', () => {
    expect(unitOf({ startAfter: ['router', 'agent'] }).content).toContain(
      '\nAfter=system-container-router.service system-container-agent.service\n',
    );
  });

  test('holds back the registration of the instance only when the container is required', () => {
    expect(unitOf({ required: true, healthCheck: { command: ['true'] } })).toMatchObject({
      requiredForRegistration: true,
      readyCommand:
        "health=$(docker inspect -f '{{.State.Health.Status}}' system-container-exporter) && " +
        'echo "$health" && [ "$health" = healthy ]',
    });
  });

  test('is started again for ever, with Docker, but does not need Docker to have started', () => {
    const common = commonPart();
    expect(common).toContain('\nRestart=always\n');
    expect(common).toContain('\nStartLimitIntervalSec=0\n');
    expect(common).toContain('\nWants=docker.service\nPartOf=docker.service\nAfter=docker.service\n');
    expect(common).not.toMatch(/Requires|BindsTo/);
  });

  test('finds a Docker that starts however often it ends', () => {
    expect(dockersPart()).toBe('[Unit]\nStartLimitIntervalSec=0');
  });

  test('waits for what says which generation the container is of', () => {
    expect(commonPart()).toContain('\nAfter=system-containers.service\n');
  });

  test('does not start in an AMI before this instance itself has booted', () => {
    expect(commonPart()).toContain('\nConditionPathExists=/var/lib/cloud/instance/system-containers/approved.json\n');
  });

  test('waits longer for the container to stop than the container may take', () => {
    const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(commonPart()) ?? [];
    expect(Number(seconds)).toBeGreaterThan(120);
  });
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

(hasSystemd ? describe : describe.skip)('systemd', () => {
  const folder = mkdtempSync(join(tmpdir(), 'system-containers-units-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const verify = (...files: readonly (readonly [name: string, content: string])[]) => {
    for (const [name, content] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const { status, stderr } = spawnSync(
      'systemd-analyze',
      ['verify', join(folder, 'system-container-exporter.service')],
      {
        encoding: 'utf8',
        env: { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:` },
      },
    );
    return { status, stderr };
  };

  test('finds what all units have in common by their names, and nothing wrong with it', () => {
    const { name, content } = unitOf({ startAfter: ['router'] });
    const common = commonPart().replaceAll('/usr/bin/python3', '/bin/true');
    expect(
      verify(
        ['docker.service', '[Service]\nExecStart=/bin/true\n'],
        ['docker.service.d/system-containers.conf', dockersPart()],
        [name, content],
        ['system-container-.service.d/common.conf', common],
      ),
    ).toEqual({ status: 0, stderr: '' });
  });
});
