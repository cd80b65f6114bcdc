import * as systemContainers from '@ecs-groundwork/system-containers';
import type { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as serverless from 'aws-cdk-lib/aws-opensearchserverless';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, Stack } from 'aws-cdk-lib/core';
import { HostLogGroups, LogDestination, LogRouter, type LogRouterProps } from '../../src';
import { dockerOptions, documentOf, environmentOf, make, makeRouted, statements, type Made } from '../support';

/** The names of all log groups, but for that of a function in each cluster. */
/** Of logs of hosts: a group of instances has one for its boot reports as well. */
function hostLogGroups(template: Template): string[] {
  return Object.values(template.findResources('AWS::Logs::LogGroup'))
    .flatMap((found) => (found as { Properties: { LogGroupName?: string } }).Properties.LogGroupName ?? [])
    .filter((name) => !name.endsWith('/boot-reports'));
}

const elasticsearch: LogRouterProps = { containerLogs: LogDestination.elasticsearch({ host: 'logs.example.com' }) };

describe('a log router', () => {
  test('is one in a group, called log-router', () => {
    const { group } = make();
    group.contribute(new LogRouter());
    expect(() => group.contribute(new LogRouter())).toThrow(/log-router/);
  });

  test('runs before the instance takes work', () => {
    const [unit] = makeRouted().contribution.units ?? [];
    expect(unit).toMatchObject({ name: 'system-container-log-router.service', requiredForRegistration: true });
  });

  test('is healthy when it runs, whatever becomes of its destinations', () => {
    expect(dockerOptions(makeRouted(), '--health-cmd')).toEqual([
      'curl -sfo /dev/null http://127.0.0.1:2020/api/v1/uptime',
    ]);
  });

  test('is AWS’s image, pinned, unless it is another', () => {
    expect(makeRouted().contribution.images).toEqual(['public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15']);
  });

  test('takes its memory from tasks', () => {
    expect(makeRouted().contribution.reservedMemoryMiB).toBe(192);
    expect(dockerOptions(makeRouted({ memoryLimitMiB: 128 }), '--memory')).toEqual(['128m']);
  });

  test('has the role of the instance, and so its network', () => {
    expect(dockerOptions(makeRouted(), '--network')).toEqual(['host']);
  });

  test('takes the port of Docker’s fluentd driver, if it takes logs of containers', () => {
    expect(makeRouted().contribution.reservedPorts).toEqual([2020]);
    expect(makeRouted(elasticsearch).contribution.reservedPorts).toEqual([2020, 24224]);
    expect(makeRouted().contribution.logDrivers).toEqual([]);
    expect(makeRouted(elasticsearch).contribution.logDrivers).toEqual(['fluentd']);
  });

  test('may change nothing on the instance but its own state', () => {
    const routed = makeRouted();
    expect(documentOf(routed).options).toEqual(expect.arrayContaining(['--read-only', '--cap-drop', 'ALL']));
    const mounts = dockerOptions(routed, '--mount').map((mount) => mount.replace(/type=bind,source=/, ''));
    expect(mounts).toEqual([
      '/var/lib/cloud/data/instance-id,target=/etc/log-router/instance-id,readonly',
      '/etc/machine-id,target=/etc/machine-id,readonly',
      '/var/log,target=/var/log,readonly',
      '/run/log,target=/run/log,readonly',
      '/var/lib/log-router,target=/var/lib/log-router',
      ...['fluent-bit.yaml', 'start', 'dropped'].map(
        (name, index) => `/run/system-container-log-router/files/${index},target=/etc/log-router/${name},readonly`,
      ),
    ]);
  });

  test('begins with its own files', () => {
    const routed = makeRouted();
    expect(dockerOptions(routed, '--entrypoint')).toEqual(['/bin/sh']);
    expect(documentOf(routed).command).toEqual(['/etc/log-router/start']);
  });

  test('is told its region and its log groups by its environment', () => {
    expect(environmentOf(makeRouted())).toEqual({
      REGION: '<AWS::Region>',
      LOGS: '/Test/Cluster/InstanceGroups/default/Contributions/log-router/HostLogs',
    });
  });

  test('brings nothing of its configuration to the launch template', () => {
    const { contribution } = makeRouted(elasticsearch);
    expect(contribution.files).toBeUndefined();
    expect(contribution.steps).toHaveLength(1);
  });

  test('leaves no resource but log groups and their counter, and those of a group with system containers', () => {
    const { template } = makeRouted();
    const made = make();
    made.group.contribute(
      new systemContainers.SystemContainer({
        containerName: 'other',
        image: systemContainers.SystemContainerImage.fromRegistry('example.com/other:1'),
        memoryLimitMiB: 64,
      }),
    );
    const before = made.template;
    for (const type of ['AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::SSM::Parameter', 'AWS::Lambda::Function']) {
      template.resourceCountIs(type, Object.keys(before.findResources(type)).length);
    }
    expect(hostLogGroups(template)).toHaveLength(7);
    template.resourceCountIs('AWS::Logs::MetricFilter', 1);
  });
});

describe('what a router may do', () => {
  /** What it contributes itself. */
  const routerStatements = (props: (made: Made) => LogRouterProps) => {
    const { contribution, stack } = makeRouted(props);
    const { policyStatements = [] } = contribution;
    return stack.resolve(policyStatements.map((statement) => statement.toStatementJson())) as unknown[];
  };
  const arnOf = (id: string) => ({ 'Fn::GetAtt': [expect.stringContaining(id), 'Arn'] });

  test('is to write to its seven log groups', () => {
    expect(routerStatements(() => ({}))).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: ['Dmesg', 'Docker', 'EcsAgent', 'EcsInit', 'Audit', 'Messages', 'Router'].map(arnOf),
      },
    ]);
  });

  test('is to write to a log group for containers', () => {
    const found = routerStatements(({ stack }) => ({
      containerLogs: LogDestination.cloudWatch({ logGroup: new logs.LogGroup(stack, 'Apps') }),
    }));
    expect(found[1]).toEqual({
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: arnOf('Apps'),
    });
  });

  test('is nothing in AWS for an Elasticsearch without credentials', () => {
    expect(routerStatements(() => elasticsearch)).toHaveLength(1);
  });

  test('is to post to the bulk interface of an OpenSearch domain', () => {
    const found = routerStatements(({ stack }) => ({
      containerLogs: LogDestination.openSearch({
        domain: new opensearch.Domain(stack, 'Domain', { version: opensearch.EngineVersion.OPENSEARCH_2_19 }),
      }),
    }));
    expect(found).toContainEqual({
      Effect: 'Allow',
      Action: 'es:ESHttpPost',
      Resource: { 'Fn::Join': ['', [arnOf('Domain'), '/_bulk*']] },
    });
  });

  test('is to use a collection of OpenSearch Serverless', () => {
    const found = routerStatements(({ stack }) => ({
      containerLogs: LogDestination.openSearchServerless({
        collection: new serverless.CfnCollection(stack, 'Collection', { name: 'logs' }),
      }),
    }));
    expect(found).toContainEqual({ Effect: 'Allow', Action: 'aoss:APIAccessAll', Resource: arnOf('Collection') });
  });

  test('is to read the secret of its credentials, and no template or user data has it', () => {
    const routed = makeRouted(({ stack }) => ({
      containerLogs: LogDestination.elasticsearch({
        host: 'logs.example.com',
        credentials: new secretsmanager.Secret(stack, 'Login'),
      }),
    }));
    expect(documentOf(routed).secretFiles).toEqual({
      TO_HTTP_USER: expect.stringMatching(/^<Login.*>:username::$/),
      TO_HTTP_PASSWD: expect.stringMatching(/^<Login.*>:password::$/),
    });
    const actions = statements(routed.template).flatMap(({ Action }) => Action);
    expect(actions).toContain('secretsmanager:GetSecretValue');
    expect(JSON.stringify(routed.template.toJSON())).not.toContain('{{resolve:secretsmanager');
  });
});

describe('a router for several groups', () => {
  test('has log groups for each', () => {
    const made = make();
    const router = new LogRouter();
    made.group.contribute(router);
    made.cluster.addInstanceGroup('batch').contribute(router);
    expect(new Set(hostLogGroups(made.template)).size).toBe(14);
  });

  test('shares those that it is given', () => {
    const made = make();
    const router = new LogRouter({ hostLogs: new HostLogGroups(made.stack, 'HostLogs') });
    made.group.contribute(router);
    made.cluster.addInstanceGroup('batch').contribute(router);
    expect(hostLogGroups(made.template)).toHaveLength(7);
  });

  test('shares those of another stack, which comes first', () => {
    const { app, stack, group } = make();
    const other = new Stack(app, 'Logs');
    group.contribute(new LogRouter({ hostLogs: new HostLogGroups(other, 'HostLogs') }));
    app.synth();
    expect(stack.dependencies).toEqual([other]);
  });
});

test('two clusters of one stack have log groups of their own', () => {
  const app = new App();
  const stack = new Stack(app, 'Test');
  expect(new HostLogGroups(stack, 'One').prefix).not.toBe(new HostLogGroups(stack, 'Two').prefix);
});
