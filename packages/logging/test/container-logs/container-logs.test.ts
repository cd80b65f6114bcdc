import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, Stack } from 'aws-cdk-lib/core';
import { ContainerLogs, LogDestination } from '../../src';
import { statements } from '../support';

interface Container {
  readonly Name: string;
  readonly Image: string;
  readonly LogConfiguration: { readonly LogDriver: string; readonly Options: Record<string, unknown> };
  readonly [property: string]: unknown;
}

function task(logging: (stack: Stack) => ecs.LogDriver, names = ['web']) {
  const stack = new Stack(new App(), 'Services');
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Tasks');
  const driver = logging(stack);
  for (const name of names) {
    taskDefinition.addContainer(name, {
      image: ecs.ContainerImage.fromRegistry('nginx'),
      memoryReservationMiB: 64,
      logging: driver,
    });
  }
  const template = Template.fromStack(stack);
  const [definition] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  const { ContainerDefinitions } = (definition as { Properties: { ContainerDefinitions: Container[] } }).Properties;
  const containers = new Map(ContainerDefinitions.map((container) => [container.Name, container]));
  return { template, containers, web: containers.get('web')!.LogConfiguration };
}

describe('logs via the router', () => {
  test('go to the loopback address, without a container ever waiting for it', () => {
    expect(task(() => ContainerLogs.viaRouter()).web).toEqual({
      LogDriver: 'fluentd',
      Options: {
        'fluentd-address': '127.0.0.1:24224',
        'fluentd-async': 'true',
        'fluentd-buffer-limit': '8192',
        'fluentd-sub-second-precision': 'true',
        tag: '{{.Name}}',
        labels:
          'com.amazonaws.ecs.cluster,com.amazonaws.ecs.container-name,com.amazonaws.ecs.task-arn,' +
          'com.amazonaws.ecs.task-definition-family,com.amazonaws.ecs.task-definition-version',
      },
    });
  });

  test('take with them what is asked for', () => {
    const options = { tag: 'shop/{{.ID}}', bufferedLines: 100, labels: ['team'], environment: ['VERSION'] };
    expect(task(() => ContainerLogs.viaRouter(options)).web.Options).toMatchObject({
      tag: 'shop/{{.ID}}',
      'fluentd-buffer-limit': '100',
      labels: expect.stringMatching(/,team$/),
      env: 'VERSION',
    });
  });

  test('need no permission', () => {
    expect(statements(task(() => ContainerLogs.viaRouter()).template)).toEqual([]);
  });
});

describe('logs to CloudWatch', () => {
  test('are dropped rather than stopping the application, with a buffer that is said', () => {
    const { web } = task(() => ContainerLogs.cloudWatch({ streamPrefix: 'web' }));
    expect(web).toMatchObject({
      LogDriver: 'awslogs',
      Options: { mode: 'non-blocking', 'max-buffer-size': '26214400b', 'awslogs-stream-prefix': 'web' },
    });
  });

  test('have a log group with 30 days of retention', () => {
    task(() => ContainerLogs.cloudWatch({ streamPrefix: 'web' })).template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Retain',
    });
  });

  test('have a log group of your own', () => {
    const { web, template } = task((stack) =>
      ContainerLogs.cloudWatch({ streamPrefix: 'web', logGroup: new logs.LogGroup(stack, 'Web') }),
    );
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
    expect(web.Options['awslogs-group']).toEqual({ Ref: expect.stringMatching(/^Web/) });
  });

  test('make the application wait, if that is asked for', () => {
    const mode = ecs.AwsLogDriverMode.BLOCKING;
    const { web } = task(() => ContainerLogs.cloudWatch({ streamPrefix: 'web', mode }));
    expect(web.Options).toMatchObject({ mode: 'blocking' });
    expect(web.Options).not.toHaveProperty('max-buffer-size');
  });
});

describe('logs by FireLens', () => {
  test('go where the destination says', () => {
    const destination = LogDestination.elasticsearch({ host: 'logs.example.com' });
    expect(task(() => ContainerLogs.fireLens({ destination })).web).toEqual({
      LogDriver: 'awsfirelens',
      Options: {
        Name: 'es',
        host: 'logs.example.com',
        port: '9200',
        tls: 'on',
        logstash_format: 'on',
        logstash_prefix: 'containers',
        generate_id: 'on',
        suppress_type_name: 'on',
        time_key_nanos: 'on',
        include_tag_key: 'on',
        tag_key: 'tag',
      },
    });
  });

  test('have a router in the task, with the same image as hosts have', () => {
    const destination = LogDestination.elasticsearch({ host: 'logs.example.com' });
    const { containers } = task(() => ContainerLogs.fireLens({ destination }), ['web', 'worker']);
    expect([...containers.keys()].sort()).toEqual(['log-router', 'web', 'worker']);
    expect(containers.get('log-router')).toMatchObject({
      Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15',
      FirelensConfiguration: { Type: 'fluentbit' },
      MemoryReservation: 64,
    });
  });

  test('use a router that is there', () => {
    const stack = new Stack(new App(), 'Services');
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Tasks');
    taskDefinition.addFirelensLogRouter('own', {
      image: ecs.ContainerImage.fromRegistry('own'),
      firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT },
      memoryReservationMiB: 32,
    });
    taskDefinition.addContainer('web', {
      image: ecs.ContainerImage.fromRegistry('nginx'),
      memoryReservationMiB: 64,
      logging: ContainerLogs.fireLens({ destination: LogDestination.elasticsearch({ host: 'logs.example.com' }) }),
    });
    expect(taskDefinition.findContainer('log-router')).toBeUndefined();
  });

  test('are written by the role of the task', () => {
    const { template } = task((stack) => {
      const domain = new opensearch.Domain(stack, 'Domain', { version: opensearch.EngineVersion.OPENSEARCH_2_19 });
      return ContainerLogs.fireLens({ destination: LogDestination.openSearch({ domain }) });
    });
    expect(statements(template)).toContainEqual(expect.objectContaining({ Action: 'es:ESHttpPost' }));
  });

  test('keep credentials out of the template', () => {
    const { web } = task((stack) => {
      const credentials = new secretsmanager.Secret(stack, 'Login');
      const destination = LogDestination.elasticsearch({ host: 'logs.example.com', credentials });
      return ContainerLogs.fireLens({ destination });
    });
    expect(web).toMatchObject({
      SecretOptions: [
        { Name: 'http_user', ValueFrom: expect.anything() },
        { Name: 'http_passwd', ValueFrom: expect.anything() },
      ],
    });
  });

  test('go to a log group, in streams of the container', () => {
    const { web } = task((stack) =>
      ContainerLogs.fireLens({
        destination: LogDestination.cloudWatch({ logGroup: new logs.LogGroup(stack, 'Web') }),
      }),
    );
    expect(web.Options).toMatchObject({
      Name: 'cloudwatch_logs',
      region: { Ref: 'AWS::Region' },
      log_stream_prefix: 'web/',
      log_key: 'log',
    });
  });
});
