import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration } from 'aws-cdk-lib/core';
import { Carrier, SystemContainerImage, SystemContainerLog, type SystemContainerProps } from '../../src';
import { IMAGE, type Made, container, make, statements } from '../support';

const carrier = Carrier.daemonService();

/** The task definition of a container in ECS. */
function task(props: Partial<SystemContainerProps> | ((made: Made) => Partial<SystemContainerProps>) = {}) {
  const made = make();
  made.group.contribute(container({ carrier, ...(typeof props === 'function' ? props(made) : props) }));
  const { template } = made;
  const [{ Properties }] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  const properties = Properties as Record<string, unknown> & { ContainerDefinitions: Record<string, unknown>[] };
  return { template, properties, definition: properties.ContainerDefinitions[0] };
}

describe('a container in ECS', () => {
  test('has what must be said, and the defaults', () => {
    const { properties, definition } = task();
    expect(properties.NetworkMode).toBe('bridge');
    expect(definition).toEqual({
      Name: 'exporter',
      Image: IMAGE,
      Memory: 64,
      Essential: true,
      StopTimeout: 30,
      LogConfiguration: { LogDriver: 'journald', Options: {} },
    });
  });

  test('has all that was said of it', () => {
    const { properties, definition } = task(({ stack }) => ({
      cpu: 256,
      command: ['serve'],
      entryPoint: ['/bin/exporter'],
      environment: { LEVEL: 'warn' },
      secrets: { PASSWORD: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret')) },
      ports: [{ containerPort: 53, hostPort: 5353, protocol: ecs.Protocol.UDP }],
      mounts: [{ sourcePath: '/proc', containerPath: '/host/proc' }],
      healthCheck: { command: ['CMD', '/check'], timeout: Duration.seconds(2) },
      stopTimeout: Duration.seconds(60),
      user: 'nobody',
      privileged: true,
      readonlyRootFilesystem: true,
      addCapabilities: [ecs.Capability.SYS_PTRACE],
      dropCapabilities: [ecs.Capability.NET_RAW],
      hostPid: true,
      log: SystemContainerLog.none(),
    }));
    expect(properties.PidMode).toBe('host');
    expect(properties.Volumes).toEqual([{ Name: 'mount-0', Host: { SourcePath: '/proc' } }]);
    expect(definition).toMatchObject({
      Cpu: 256,
      Command: ['serve'],
      EntryPoint: ['/bin/exporter'],
      Environment: [{ Name: 'LEVEL', Value: 'warn' }],
      Secrets: [{ Name: 'PASSWORD', ValueFrom: { Ref: expect.stringMatching(/^Secret/) } }],
      PortMappings: [{ ContainerPort: 53, HostPort: 5353, Protocol: 'udp' }],
      MountPoints: [{ SourceVolume: 'mount-0', ContainerPath: '/host/proc', ReadOnly: true }],
      HealthCheck: { Command: ['CMD', '/check'], Interval: 30, Retries: 3, Timeout: 2 },
      StopTimeout: 60,
      User: 'nobody',
      Privileged: true,
      ReadonlyRootFilesystem: true,
      LinuxParameters: { Capabilities: { Add: ['SYS_PTRACE'], Drop: ['NET_RAW'] } },
      LogConfiguration: { LogDriver: 'none' },
    });
  });

  test('may do what was said, by the role of its task and not by the instance’s', () => {
    const { template } = task({
      policyStatements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:x'] })],
    });
    const policies = Object.entries(template.findResources('AWS::IAM::Policy'))
      .filter(([, { Properties }]) => JSON.stringify(Properties).includes('s3:GetObject'))
      .map(([id]) => id);
    expect(policies).toEqual([expect.stringMatching(/TaskDefinitionTaskRoleDefaultPolicy/)]);
  });

  test('has an execution role only if there is something to execute', () => {
    expect(task().properties.ExecutionRoleArn).toBeUndefined();
  });

  test('is pulled through a cache by an execution role that may make ECR import it', () => {
    const { template, properties } = task(({ stack }) => ({
      image: SystemContainerImage.fromPullThroughCache(
        ecr.Repository.fromRepositoryName(stack, 'Cached', 'ecr-public/nginx/nginx'),
        '1.29',
      ),
    }));
    expect(properties.ExecutionRoleArn).toBeDefined();
    expect(statements(template).map(({ Action }) => Action)).toContainEqual([
      'ecr:BatchImportUpstreamImage',
      'ecr:CreateRepository',
    ]);
  });

  test('writes its log group without waiting for it', () => {
    const { definition } = task(({ stack }) => ({ log: SystemContainerLog.awsLogs(new logs.LogGroup(stack, 'Log')) }));
    expect(definition.LogConfiguration).toMatchObject({
      LogDriver: 'awslogs',
      Options: { 'awslogs-stream-prefix': 'exporter', mode: 'non-blocking' },
    });
  });
});

describe('an instance whose containers run in ECS', () => {
  const contributed = (props: Partial<SystemContainerProps> = {}) => {
    const { group } = make();
    return container({ carrier, ...props }).bind(group, group);
  };

  test('lets tasks use the journal', () => {
    expect(contributed().logDrivers).toEqual(['journald']);
    expect(contributed({ log: SystemContainerLog.none() }).logDrivers).toEqual([]);
  });

  test('pulls the image, and keeps nothing free: ECS counts the task', () => {
    const { images, reservedMemoryMiB, reservedPorts, files, units } = contributed({
      ports: [{ containerPort: 9100 }],
    });
    expect(images).toEqual([IMAGE]);
    expect([reservedMemoryMiB, reservedPorts, files, units]).toEqual([undefined, undefined, undefined, undefined]);
  });
});
