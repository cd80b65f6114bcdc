import { Duration } from 'aws-cdk-lib/core';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { LogDestination, type LogRouterProps } from '../../src';
import { complaints, matches } from '../fluent-bit/grammar';
import { parse } from '../fluent-bit/parse';
import { configurationOf, containerOutput, fileOf, makeRouted, type Made } from '../support';

const ALL: Record<string, (made: Made) => LogRouterProps> = {
  'no logs of containers': () => ({}),
  'CloudWatch Logs': ({ stack }) => ({
    containerLogs: LogDestination.cloudWatch({ logGroup: new logs.LogGroup(stack, 'Logs') }),
  }),
  Elasticsearch: ({ stack }) => ({
    containerLogs: LogDestination.elasticsearch({
      host: 'logs.example.com',
      path: '/elastic',
      pipeline: 'parse-json',
      credentials: new secretsmanager.Secret(stack, 'Login'),
      caCertificate: ssm.StringParameter.fromStringParameterName(stack, 'Authority', '/ca'),
    }),
    containerLogBufferMiB: 64,
  }),
  'Elasticsearch in clear': () => ({
    containerLogs: LogDestination.elasticsearch({ host: '10.0.50.7', tls: false, index: 'logs-ecs-default' }),
  }),
  OpenSearch: ({ stack }) => ({
    containerLogs: LogDestination.openSearch({
      domain: new opensearch.Domain(stack, 'Domain', { version: opensearch.EngineVersion.OPENSEARCH_2_19 }),
    }),
  }),
};

describe.each(Object.entries(ALL))('the configuration for %s', (_, props) => {
  test('is what Fluent Bit documents', () => {
    const text = fileOf(makeRouted(props), '/etc/log-router/fluent-bit.yaml');
    expect(complaints(parse(text))).toEqual([]);
  });

  test('is legible in user data as it is', () => {
    expect(fileOf(makeRouted(props), '/etc/log-router/fluent-bit.yaml')).toMatch(/^[\n -~]*$/);
  });

  test('buffers on disk, with a limit for each output', () => {
    const { service, pipeline } = configurationOf(makeRouted(props));
    expect(service).toMatchObject({
      'storage.path': '/var/lib/log-router/chunks',
      'storage.type': 'filesystem',
      'storage.inherit': 'on',
    });
    for (const output of pipeline.outputs) {
      expect(output).toMatchObject({
        'storage.total_limit_size': expect.stringMatching(/^\d+M$/),
        retry_limit: '500',
      });
    }
  });

  test('listens on loopback alone', () => {
    const { service, pipeline } = configurationOf(makeRouted(props));
    expect(service.http_listen).toBe('127.0.0.1');
    for (const input of pipeline.inputs.filter(({ name }) => name === 'forward')) {
      expect(input).toMatchObject({ listen: '127.0.0.1', port: '24224' });
    }
  });
});

describe('logs of the host', () => {
  const { pipeline } = configurationOf(makeRouted());
  const input = (tag: string) => pipeline.inputs.find((candidate) => candidate.tag === tag);

  test('are the six of terraform-ecs, and the router’s own report', () => {
    expect(pipeline.inputs.map(({ tag }) => tag)).toEqual([
      'host.dmesg',
      'host.docker',
      'host.messages',
      'host.<file>',
      'host.router',
    ]);
    expect(input('host.<file>')?.path).toBe(
      '/var/log/ecs/ecs-agent.log,/var/log/ecs/ecs-init.log,/var/log/ecs/audit.log',
    );
  });

  test('of files have the names of the files', () => {
    const pattern = new RegExp(String(input('host.<file>')?.tag_regex));
    const names = String(input('host.<file>')?.path).split(',');
    expect(names.map((name) => pattern.exec(name)?.groups?.file)).toEqual(['ecs-agent', 'ecs-init', 'audit']);
  });

  test('of the kernel and of Docker are not messages as well', () => {
    const excluded = pipeline.filters
      .filter(({ match }) => match === 'host.messages')
      .flatMap(({ exclude }) => exclude);
    expect(input('host.dmesg')?.systemd_filter).toBe('_TRANSPORT=kernel');
    expect(input('host.docker')?.systemd_filter).toBe('_SYSTEMD_UNIT=docker.service');
    expect(excluded).toEqual(['_TRANSPORT ^kernel$', '_SYSTEMD_UNIT ^docker\\.service$']);
  });

  test('of the router itself go nowhere, or each failure to send would make more to send', () => {
    const { contribution } = makeRouted();
    const [unit] = contribution.units ?? [];
    expect(unit.name).toBe('system-container-log-router.service');
    expect(pipeline.filters).toContainEqual({
      name: 'grep',
      match: 'host.docker',
      exclude: 'CONTAINER_NAME ^system-container-log-router$',
    });
  });

  test('keep the fields that are worth their storage', () => {
    const filter = pipeline.filters.find(({ allowlist_key }) => allowlist_key !== undefined);
    expect(filter).toEqual({
      name: 'record_modifier',
      match: 'host.*',
      allowlist_key: ['MESSAGE', 'PRIORITY', 'SYSLOG_IDENTIFIER', '_SYSTEMD_UNIT', 'CONTAINER_NAME', 'dropped'],
    });
  });

  test('go to the log group of their source, in a stream of the instance', () => {
    expect(pipeline.outputs).toEqual([
      expect.objectContaining({
        name: 'cloudwatch_logs',
        match: 'host.*',
        region: '${REGION}',
        log_group_template: '${LOGS}/$TAG[1]',
        log_stream_name: '${INSTANCE_ID}',
      }),
    ]);
  });

  test('are read from where the router stopped, each source with a place of its own to remember it', () => {
    const databases = pipeline.inputs.flatMap(({ db }) => db ?? []);
    expect(databases).toHaveLength(4);
    expect(new Set(databases).size).toBe(4);
  });
});

describe('logs of containers', () => {
  const routed = makeRouted(ALL.Elasticsearch);

  test('come by the protocol of Docker’s fluentd driver', () => {
    expect(configurationOf(routed).pipeline.inputs).toContainEqual({
      name: 'forward',
      listen: '127.0.0.1',
      port: '24224',
      tag_prefix: 'container.',
    });
  });

  test('say from which instance they are', () => {
    expect(configurationOf(routed).pipeline.filters).toContainEqual({
      name: 'record_modifier',
      match: 'container.*',
      record: 'instance ${INSTANCE_ID}',
    });
  });

  test('have the buffer that they are given', () => {
    expect(containerOutput(routed)['storage.total_limit_size']).toBe('64M');
  });

  test('cannot be taken for logs of the host, whatever their tag', () => {
    const outputs = configurationOf(routed).pipeline.outputs.map(({ match }) => String(match));
    for (const tag of ['host.docker', 'web', '*', 'container.web']) {
      expect(outputs.filter((match) => matches(match, `container.${tag}`))).toEqual(['container.*']);
    }
  });
});

describe('a router', () => {
  test('tries for about twenty hours', () => {
    const { service, pipeline } = configurationOf(makeRouted());
    const longest = Number(service['scheduler.cap']);
    // a wait is anything up to the longest
    const hours = Duration.seconds((Number(pipeline.outputs[0].retry_limit) * longest) / 2).toHours({
      integral: false,
    });
    expect(Math.round(hours)).toBe(21);
  });

  test('holds as much in memory as fits into a quarter of its limit', () => {
    const chunks = (memoryLimitMiB: number) =>
      Number(configurationOf(makeRouted({ memoryLimitMiB })).service['storage.max_chunks_up']);
    expect(chunks(192) * 2).toBe(192 / 4);
    expect(chunks(96) * 2).toBe(96 / 4);
  });

  test('reports once a minute what it gave up, without waiting for itself', () => {
    expect(configurationOf(makeRouted()).pipeline.inputs).toContainEqual({
      name: 'exec',
      tag: 'host.router',
      command: 'sh /etc/log-router/dropped',
      interval_sec: '60',
      parser: 'json',
      threaded: 'on',
    });
  });
});
