import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Names, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ContainerSpec } from '../spec/container-spec';

/** ECS's own. */
const LONGEST_FAMILY = 255;
/** There is no journal to read on instances of AWS, so what would be there has a log group. */
const LOG_DEFAULTS = { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY } as const;

type ContainerDefinition = ecs.CfnDaemonTaskDefinition.DaemonContainerDefinitionProperty;

/**
 * The task of a managed daemon. CDK has only the resource: what its constructs for other tasks do is done here.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-task-definitions.html
 */
export function daemonTaskDefinition(scope: Construct, spec: ContainerSpec): ecs.CfnDaemonTaskDefinition {
  const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');
  const executionRole = new iam.Role(scope, 'ExecutionRole', { assumedBy });
  const definition = new ecs.CfnDaemonTaskDefinition(scope, 'TaskDefinition', {
    family: Names.uniqueResourceName(scope, { maxLength: LONGEST_FAMILY, separator: '-' }),
    memory: String(spec.memoryLimitMiB),
    cpu: spec.cpu === undefined ? undefined : String(spec.cpu),
    executionRoleArn: executionRole.roleArn,
    taskRoleArn: taskRole(scope, spec, assumedBy)?.roleArn,
    pidMode: spec.hostPid ? 'shared' : undefined,
    volumes: spec.mounts.map(({ sourcePath }, index) => ({ name: volume(index), host: { sourcePath } })),
    containerDefinitions: [containerDefinition(scope, spec, executionRole)],
  });
  // a daemon may start as soon as its definition is there: by then its roles must be able to do what they may
  definition.node.addDependency(executionRole);
  return definition;
}

function taskRole(
  scope: Construct,
  { policyStatements = [] }: ContainerSpec,
  assumedBy: iam.IPrincipal,
): iam.Role | undefined {
  if (policyStatements.length === 0) {
    return undefined;
  }
  const role = new iam.Role(scope, 'TaskRole', { assumedBy });
  policyStatements.forEach((statement) => role.addToPolicy(statement));
  return role;
}

function containerDefinition(scope: Construct, spec: ContainerSpec, executionRole: iam.Role): ContainerDefinition {
  spec.image._grantPull(executionRole);
  Object.values(spec.secrets).forEach((secret) => secret.grantRead(executionRole));
  return {
    name: spec.containerName,
    image: spec.image.imageName,
    essential: true,
    memory: spec.memoryLimitMiB,
    cpu: spec.cpu,
    command: spec.command,
    entryPoint: spec.entryPoint,
    environment: Object.entries(spec.environment).map(([name, value]) => ({ name, value })),
    secrets: Object.entries(spec.secrets).map(([name, { arn }]) => ({ name, valueFrom: arn })),
    healthCheck: healthCheck(spec),
    logConfiguration: logConfiguration(scope, spec, executionRole),
    stopTimeout: spec.stopTimeout.toSeconds(),
    user: spec.user,
    privileged: spec.privileged,
    readonlyRootFilesystem: spec.readonlyRootFilesystem,
    linuxParameters: capabilities(spec),
    mountPoints: spec.mounts.map(({ containerPath, readOnly }, index) => ({
      sourceVolume: volume(index),
      containerPath,
      readOnly,
    })),
  };
}

function volume(index: number): string {
  return `mount-${index}`;
}

function healthCheck({ healthCheck: check }: ContainerSpec): ContainerDefinition['healthCheck'] {
  return (
    check && {
      command: asEcsTakesIt(check.command),
      interval: check.interval?.toSeconds(),
      timeout: check.timeout?.toSeconds(),
      startPeriod: check.startPeriod?.toSeconds(),
      retries: check.retries,
    }
  );
}

/** As CDK does for other tasks: without a form, it is for the shell. */
function asEcsTakesIt(command: readonly string[]): string[] {
  return ['CMD', 'CMD-SHELL', 'NONE'].includes(command[0]) ? [...command] : ['CMD-SHELL', command.join(' ')];
}

function logConfiguration(
  scope: Construct,
  spec: ContainerSpec,
  executionRole: iam.Role,
): ContainerDefinition['logConfiguration'] {
  const logGroup = spec.log._logGroup() ?? new logs.LogGroup(scope, 'Log', LOG_DEFAULTS);
  logGroup.grantWrite(executionRole);
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': logGroup.logGroupName,
      'awslogs-region': Stack.of(logGroup).region,
      'awslogs-stream-prefix': spec.containerName,
      mode: 'non-blocking',
    },
  };
}

function capabilities({
  addCapabilities: add = [],
  dropCapabilities: drop = [],
}: ContainerSpec): ContainerDefinition['linuxParameters'] {
  return add.length + drop.length === 0 ? undefined : { capabilities: { add, drop } };
}
