import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import {
  Carrier,
  SystemContainerImage,
  SystemContainerLog,
  type ManagedDaemonOptions,
  type SystemContainerProps,
} from '../../src';
import { IMAGE, container, failureOf, make, statements } from '../support';

/** A cluster on managed instances. */
function makeManaged() {
  const stack = new Stack(new App(), 'Test');
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  const provider = new ecs.ManagedInstancesCapacityProvider(stack, 'Provider', {
    subnets: vpc.privateSubnets,
    securityGroups: [new ec2.SecurityGroup(stack, 'Instances', { vpc })],
  });
  cluster.addManagedInstancesCapacityProvider(provider);
  return { stack, vpc, cluster, provider };
}

type Managed = ReturnType<typeof makeManaged>;

/** The daemon and its task definition as the template has them. */
function daemon(
  props: (made: Managed) => Partial<SystemContainerProps> = () => ({}),
  options: ManagedDaemonOptions = {},
) {
  const made = makeManaged();
  const { stack, cluster, provider } = made;
  container({ carrier: Carrier.managedDaemon(options), ...props(made) }).bindToManagedInstances(stack, {
    cluster,
    capacityProviders: [provider],
  });
  const template = Template.fromStack(stack);
  const only = (type: string) => Object.values(template.findResources(type))[0].Properties as Record<string, unknown>;
  const task = only('AWS::ECS::DaemonTaskDefinition');
  const [definition] = task.ContainerDefinitions as Record<string, unknown>[];
  return { template, task, definition, properties: only('AWS::ECS::Daemon') };
}

describe('a container as a managed daemon', () => {
  test('runs on the instances of its capacity providers', () => {
    const { properties, template } = daemon();
    const [provider] = Object.keys(template.findResources('AWS::ECS::CapacityProvider'));
    expect(JSON.stringify(properties.CapacityProviderArns)).toContain(`:capacity-provider/",{"Ref":"${provider}"}`);
    expect(properties.ClusterArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Arn'] });
    expect(properties.DaemonTaskDefinitionArn).toEqual({ Ref: expect.stringMatching(/^exporterTaskDefinition/) });
    expect(properties.DeploymentConfiguration).toBeUndefined();
  });

  test('has what must be said, and the defaults', () => {
    const { task, definition } = daemon();
    expect(task).toMatchObject({ Memory: '64', Family: 'Test-exporter-C88F8B64' });
    expect(definition).toMatchObject({ Name: 'exporter', Image: IMAGE, Memory: 64, Essential: true, StopTimeout: 30 });
  });

  test('has all that was said of it', () => {
    const { task, definition } = daemon(({ stack }) => ({
      cpu: 256,
      command: ['serve'],
      entryPoint: ['/bin/exporter'],
      environment: { LEVEL: 'warn' },
      secrets: { PASSWORD: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret'), 'password') },
      mounts: [{ sourcePath: '/proc', containerPath: '/host/proc' }],
      healthCheck: { command: ['/check', '--quick'], timeout: Duration.seconds(2), retries: 4 },
      stopTimeout: Duration.seconds(60),
      user: 'nobody',
      privileged: true,
      readonlyRootFilesystem: true,
      addCapabilities: [ecs.Capability.SYS_PTRACE],
      dropCapabilities: [ecs.Capability.NET_RAW],
      hostPid: true,
    }));
    expect(task).toMatchObject({
      Cpu: '256',
      PidMode: 'shared',
      Volumes: [{ Name: 'mount-0', Host: { SourcePath: '/proc' } }],
    });
    expect(definition).toMatchObject({
      Cpu: 256,
      Command: ['serve'],
      EntryPoint: ['/bin/exporter'],
      Environment: [{ Name: 'LEVEL', Value: 'warn' }],
      HealthCheck: { Command: ['CMD-SHELL', '/check --quick'], Timeout: 2, Retries: 4 },
      StopTimeout: 60,
      User: 'nobody',
      Privileged: true,
      ReadonlyRootFilesystem: true,
      LinuxParameters: { Capabilities: { Add: ['SYS_PTRACE'], Drop: ['NET_RAW'] } },
      MountPoints: [{ SourceVolume: 'mount-0', ContainerPath: '/host/proc', ReadOnly: true }],
    });
    expect(JSON.stringify(definition.Secrets)).toContain(':password::');
  });

  test('logs to a log group of its own, as there is no journal to read', () => {
    const { template, definition } = daemon();
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    expect(definition.LogConfiguration).toMatchObject({
      LogDriver: 'awslogs',
      Options: { 'awslogs-stream-prefix': 'exporter', mode: 'non-blocking' },
    });
  });

  test('logs to the log group that it has', () => {
    const { template, definition } = daemon(({ stack }) => ({
      log: SystemContainerLog.awsLogs(logs.LogGroup.fromLogGroupName(stack, 'Group', 'daemons')),
    }));
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    expect(definition.LogConfiguration).toMatchObject({ Options: { 'awslogs-group': 'daemons' } });
  });

  test('lets its execution role pull, read secrets and write the log, and its own role what was said', () => {
    const { template, task } = daemon(({ stack }) => ({
      image: SystemContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repository'), '1.0'),
      secrets: { PASSWORD: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret')) },
      policyStatements: [new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: ['arn:aws:s3:::traces/*'] })],
    }));
    const actions = statements(template).flatMap(({ Action }) => Action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'ecr:BatchGetImage',
        'secretsmanager:GetSecretValue',
        'logs:PutLogEvents',
        's3:PutObject',
      ]),
    );
    expect(actions.filter((action) => action.endsWith('*'))).toEqual([]);
    expect(task.TaskRoleArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^exporterTaskRole/), 'Arn'] });
  });

  test('is defined once its execution role may do what it has to', () => {
    const { template } = daemon();
    const [{ DependsOn }] = Object.values(template.findResources('AWS::ECS::DaemonTaskDefinition'));
    expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^exporterExecutionRoleDefaultPolicy/)]));
  });

  test('drains the share of the instances that was said', () => {
    expect(daemon(undefined, { drainPercent: 10 }).properties.DeploymentConfiguration).toEqual({ DrainPercent: 10 });
  });

  test('keeps its logical ids', () => {
    const { template } = daemon();
    expect(Object.keys(template.findResources('AWS::ECS::Daemon'))).toEqual(['exporterDaemon2AA31C78']);
  });
});

describe('wrong uses of a managed daemon', () => {
  const carrier = Carrier.managedDaemon();

  test('fails on a group of the library', () => {
    const { group } = make();
    expect(failureOf(() => group.contribute(container({ carrier })))).toBe(
      "ManagedDaemonOnGroup: system container 'exporter' has Carrier.managedDaemon(), which runs on ECS Managed Instances " +
        "only, and group 'default' is an Auto Scaling group; use Carrier.onBoot() to have it before the first task or " +
        'Carrier.daemonService() for a task of ECS, or take it to managed instances with container.bindToManagedInstances()',
    );
  });

  test.each([Carrier.onBoot(), Carrier.daemonService(), Carrier.ecsTask()])(
    'fails on managed instances with another carrier, %#',
    (other) => {
      const { stack, cluster, provider } = makeManaged();
      const bind = () =>
        container({ carrier: other }).bindToManagedInstances(stack, { cluster, capacityProviders: [provider] });
      expect(failureOf(bind)).toBe(
        "NotOnManagedInstances: system container 'exporter' has a carrier that finds its instances by their group, and " +
          'managed instances belong to none; use Carrier.managedDaemon()',
      );
    },
  );

  test.each<[string, Partial<SystemContainerProps>, string]>([
    ['required', { required: true, healthCheck: { command: ['true'] } }, 'OnlyOnBoot'],
    ['startAfter', { startAfter: ['router'] }, 'OnlyOnBoot'],
    ['hostAddress', { ports: [{ containerPort: 9100, hostAddress: '127.0.0.1' }] }, 'OnlyOnBoot'],
  ])('fails with %s, as any carrier in ECS', (prop, props, code) => {
    const said = failureOf(() => container({ carrier, ...props }));
    expect(said).toContain(
      `${code}: system container 'exporter' has ${prop}, which Carrier.managedDaemon() cannot honour`,
    );
  });

  test.each<[string, Partial<SystemContainerProps>, string]>([
    ['ports', { ports: [{ containerPort: 9100 }] }, 'a managed daemon publishes none'],
    ['networkMode', { networkMode: ecs.NetworkMode.HOST }, 'a managed daemon has a network of its own'],
    ['log', { log: SystemContainerLog.none() }, 'of what writes nowhere ECS knows no log driver'],
  ])('fails with %s', (prop, props, reason) => {
    expect(failureOf(() => container({ carrier, ...props }))).toBe(
      `NotInManagedDaemon: system container 'exporter' has ${prop}, which Carrier.managedDaemon() cannot honour: ` +
        `${reason}; leave ${prop} out, or use another carrier on a group of your own instances`,
    );
  });

  test('fails without a capacity provider', () => {
    const { stack, cluster } = makeManaged();
    const bind = () => container({ carrier }).bindToManagedInstances(stack, { cluster, capacityProviders: [] });
    expect(failureOf(bind)).toBe(
      "CapacityProvidersMissing: capacityProviders of system container 'exporter' must name at least one, got none",
    );
  });

  test('fails with a capacity provider of another cluster', () => {
    const { stack, vpc, provider } = makeManaged();
    const cluster = new ecs.Cluster(stack, 'Other', { vpc });
    const bind = () => container({ carrier }).bindToManagedInstances(stack, { cluster, capacityProviders: [provider] });
    expect(failureOf(bind)).toBe(
      "CapacityProviderOfAnotherCluster: capacityProviders of system container 'exporter' has Test/Provider, which " +
        'belongs to Test/Cluster and not to Test/Other; add it with cluster.addManagedInstancesCapacityProvider() first',
    );
  });

  test.each([0, 101, NaN])('fails with a drainPercent of %p', (drainPercent) => {
    expect(failureOf(() => Carrier.managedDaemon({ drainPercent }))).toBe(
      `DrainPercentInvalid: drainPercent must be 1 to 100, got ${drainPercent}; leave it out for ECS's own`,
    );
  });
});
