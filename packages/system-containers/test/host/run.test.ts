import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { fakeHosts } from './fake-host';
import { filesOf, stack } from './host-of';
import { SystemContainerImage, SystemContainerLog } from '../../src';
import { IMAGE } from '../support';

const newHost = fakeHosts();
const TAGGED = 'public.ecr.aws/example/exporter:1.9.1';
const tagged = (): { image: SystemContainerImage } => ({ image: SystemContainerImage.fromRegistry(TAGGED) });

describe('a container that starts', () => {
  it('is pulled, takes the place of one that was left over, and is waited for', () => {
    const host = newHost(filesOf());

    expect(host.start()).toEqual({ status: 0, complaint: '' });
    expect(host.actions).toEqual(['pull', 'rm', 'run', 'wait']);
    expect(host.docker.map(({ words }) => words).slice(-3)).toEqual([
      ['rm', '-f', 'system-container-exporter'],
      [
        ...['run', '-d', '--pull', 'never', '--name', 'system-container-exporter'],
        ...['--memory', '64m', '--stop-timeout', '30', '--log-driver', 'journald'],
        IMAGE,
      ],
      ['wait', 'system-container-exporter'],
    ]);
  });

  it('has all that was said of it', () => {
    const host = newHost(
      filesOf({
        cpu: 256,
        command: ['--collector', 'cpu,disk'],
        entryPoint: ['/bin/exporter', 'serve'],
        environment: { LEVEL: 'warn' },
        ports: [
          { containerPort: 9100 },
          { containerPort: 53, hostPort: 5353, protocol: ecs.Protocol.UDP, hostAddress: '127.0.0.1' },
        ],
        mounts: [
          { sourcePath: '/', containerPath: '/host' },
          { sourcePath: '/var/lib/exporter', containerPath: '/data', readOnly: false },
        ],
        healthCheck: {
          command: ['CMD-SHELL', 'wget -q -O- localhost:9100 || exit 1'],
          interval: Duration.seconds(10),
          retries: 5,
          startPeriod: Duration.minutes(1),
          timeout: Duration.seconds(2),
        },
        stopTimeout: Duration.minutes(2),
        user: 'nobody',
        privileged: true,
        readonlyRootFilesystem: true,
        addCapabilities: [ecs.Capability.SYS_PTRACE],
        dropCapabilities: [ecs.Capability.NET_RAW],
        hostPid: true,
        log: SystemContainerLog.awsLogs(logs.LogGroup.fromLogGroupName(stack, 'Log', 'exporter')),
      }),
    );
    host.start();
    const { words } = host.started;

    expect(words.slice(6)).toEqual([
      ...['--memory', '64m', '--cpu-shares', '256'],
      ...['--publish', '9100:9100/tcp', '--publish', '127.0.0.1:5353:53/udp'],
      ...['--pid', 'host'],
      ...['--mount', 'type=bind,source=/,target=/host,readonly'],
      ...['--mount', 'type=bind,source=/var/lib/exporter,target=/data'],
      ...['--env', 'LEVEL=warn', '--entrypoint', '/bin/exporter', '--user', 'nobody', '--privileged', '--read-only'],
      ...['--cap-add', 'SYS_PTRACE', '--cap-drop', 'NET_RAW'],
      ...['--health-cmd', 'wget -q -O- localhost:9100 || exit 1', '--health-interval', '10s'],
      ...['--health-timeout', '2s', '--health-start-period', '60s', '--health-retries', '5'],
      ...['--stop-timeout', '120'],
      ...[
        '--log-driver',
        'awslogs',
        '--log-opt',
        'awslogs-region={AWS::Region}',
        '--log-opt',
        'awslogs-group=exporter',
      ],
      ...['--log-opt', 'tag={{.Name}}/{{.Hostname}}/{{.ID}}', '--log-opt', 'mode=non-blocking'],
      IMAGE,
      ...['serve', '--collector', 'cpu,disk'],
    ]);
  });

  it('publishes nothing on the network of the host', () => {
    const host = newHost(filesOf({ networkMode: ecs.NetworkMode.HOST, ports: [{ containerPort: 9100 }] }));
    host.start();

    expect(host.started.words.join(' ')).toContain('--network host');
    expect(host.started.words).not.toContain('--publish');
  });

  it.each([
    ['a shell command', ['curl -f localhost || exit 1'], 'curl -f localhost || exit 1'],
    ['CMD-SHELL', ['CMD-SHELL', 'curl -f localhost'], 'curl -f localhost'],
    ['CMD', ['CMD', 'curl', '-f', "it's a test"], `curl -f 'it'\\''s a test'`],
    ['words', ['curl', '-f', 'a b'], `curl -f 'a b'`],
    ['one word of CMD', ['CMD', '/check it'], `'/check it'`],
  ])('is checked by the shell, if the check is written as %s', (_form, command, expected) => {
    const host = newHost(filesOf({ healthCheck: { command } }));
    host.start();
    const { words } = host.started;

    expect(words[words.indexOf('--health-cmd') + 1]).toBe(expected);
    expect(words[words.indexOf('--health-timeout') + 1]).toBe('5s');
  });

  const checked = (startPeriod?: Duration) => filesOf({ healthCheck: { command: ['true'], startPeriod } });
  const DOCKER_25 = '      --health-start-interval duration   Time between running the check during the start period\n';

  it('is checked each second while it starts, where Docker can', () => {
    const host = newHost(checked(Duration.seconds(30))).tell('help', DOCKER_25);
    host.start();
    const { words } = host.started;

    expect(words.slice(words.indexOf('--health-start-period'))).toEqual([
      ...['--health-start-period', '30s', '--stop-timeout', '30', '--log-driver', 'journald'],
      ...['--health-start-interval', '1s', IMAGE],
    ]);
  });

  it.each([
    ['Docker cannot', Duration.seconds(30), '      --health-start-period duration\n'],
    ['it has no start period', undefined, DOCKER_25],
  ])('is checked in its own turns from the start, if %s', (_reason, startPeriod, help) => {
    const host = newHost(checked(startPeriod)).tell('help', help);
    host.start();

    expect(host.started.words).toContain('--health-cmd');
    expect(host.started.words).not.toContain('--health-start-interval');
  });

  it('is not checked, if the check is NONE', () => {
    const host = newHost(filesOf({ healthCheck: { command: ['NONE'] } }));
    host.start();

    expect(host.started.words).toContain('--no-healthcheck');
  });

  it('fails when Docker refuses it, and Docker says why', () => {
    const host = newHost(filesOf()).tell('fails', 'run');
    const { status, complaint } = host.start();

    expect(status).toBe(1);
    expect(complaint).toMatch(/^docker: run does not work today\nCommand .* returned non-zero exit status 1\.\n$/);
    expect(host.actions).not.toContain('wait');
  });
});

describe('the image', () => {
  it('is not pulled when it is named by digest and there', () => {
    const host = newHost(filesOf()).tell('images', IMAGE);

    expect(host.start().status).toBe(0);
    expect(host.actions).toEqual(['rm', 'run', 'wait']);
  });

  it('is pulled at every start when it is named by tag', () => {
    const host = newHost(filesOf(tagged())).tell('images', TAGGED);
    host.start();

    expect(host.actions).toEqual(['pull', 'rm', 'run', 'wait']);
  });

  it('that is there is good enough while the registry does not answer', () => {
    const host = newHost(filesOf(tagged())).tell('images', TAGGED).tell('fails', 'pull');
    const { status, complaint } = host.start();

    expect(status).toBe(0);
    expect(complaint).toMatch(/Running the image that was pulled before\.\n$/);
    expect(host.actions).toContain('run');
  });

  it('that is nowhere fails the start, to be tried again', () => {
    const host = newHost(filesOf(tagged())).tell('fails', 'pull');
    const { status, complaint } = host.start();

    expect(status).toBe(1);
    expect(complaint).toBe(`${TAGGED} cannot be pulled: docker: pull does not work today\n`);
    expect(host.actions).toEqual(['pull']);
  });
});

describe('the programs', () => {
  it('are written for the Python of Amazon Linux 2023', () => {
    const check = 'import ast, sys; [ast.parse(open(path).read(), feature_version=(3, 9)) for path in sys.argv[1:]]';
    const programs = ['system-container.py', 'containers.py', 'converge.py', 'aws_calls.py'].map((name) =>
      join(__dirname, '../../host', name),
    );
    const { status, stderr } = spawnSync('python3', ['-c', check, ...programs], { encoding: 'utf8' });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
